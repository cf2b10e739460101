// All that pages do in the browser. Each part looks for what it is about, and leaves alone a page without it.
import "./frame.js";
import "./keeping.js";
import "./days.js";
import "./live.js";
import "./talk.js";
import "./dialog.js";
import "./tabs.js";
import "./show.js";
import "./week.js";
import "./share.js";
