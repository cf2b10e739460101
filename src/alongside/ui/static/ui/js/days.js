// How a script writes a day: as pages of the same language do, "4 March 2026", or "4 Mar 2026" where there is little room.
// English comes in several orders, of which pages use this one for everybody (`ui/formats/en`). Other scripts find it as
// `self.days`.

/** Return what writes days of a time zone, the browser's own unless one is given; `dateStyle` "medium" is the short way. */
self.days = (timeZone, dateStyle = "long") => {
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(lang.split("-")[0] === "en" ? "en-GB" : lang, { dateStyle, timeZone });
};
