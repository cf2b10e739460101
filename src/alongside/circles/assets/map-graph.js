// The map that can be moved about: the same circle as in the picture, drawn by ECharts. `npm run assets` makes one module
// of it and of the parts of ECharts it needs; a page loads it when somebody asks for it, and not before.
import { GraphChart } from "echarts/charts";
import { AriaComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

use([GraphChart, AriaComponent, LabelLayout, SVGRenderer]);

const DARK = matchMedia("(prefers-color-scheme: dark)");
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
/** How a line tells how far somebody has come: by its dashes and its width, whatever the colours are. */
const line = (data, { look }) => ({
  type: data.lines[look].length ? data.lines[look] : "solid",
  width: look === "accepted" ? 3 : 2,
});

/** Read colours where the stylesheet has them, so that light, dark and forced colours are the page's. */
function colours(element) {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

/** A ring, and the two corners that keep the drawing's frame whatever stands in it: nothing to point at. */
const silent = (id, x, y, size, itemStyle) => ({
  id,
  name: "",
  x,
  y,
  symbol: "circle",
  symbolSize: size,
  itemStyle: { color: "none", ...itemStyle },
  label: { show: false },
  emphasis: { disabled: true },
  cursor: "default",
  draggable: false,
  silent: true,
});

function nodes(data, unit, colour) {
  const [width, height] = data.size;
  const ring = { borderColor: colour("edge"), borderWidth: 1, opacity: 0.6 };
  const face = (node) => ({
    color: colour({ accepted: "leaf", place: "well" }[node.look] ?? "sheet"),
    borderColor: colour(node.look === "declined" ? "edge" : "leaf"),
    borderWidth: 2,
    borderType: node.look === "named" ? [1, 4] : "solid",
    opacity: node.faint ? 0.3 : 1,
  });
  return [
    silent("corner-0", 0, 0, 0),
    silent("corner-1", width, height, 0),
    ...data.rings.map((radius, index) => silent(`ring-${index}`, ...data.centre, 2 * radius * unit, ring)),
    {
      id: "you",
      name: data.you,
      x: data.centre[0],
      y: data.centre[1],
      symbolSize: 48 * unit,
      itemStyle: { color: colour("ink") },
      label: { show: true, position: "inside", color: colour("sheet"), fontWeight: 700, textBorderWidth: 0 },
      draggable: false,
    },
    ...data.nodes.map((node) => ({
      ...node,
      symbol: node.look === "place" ? "roundRect" : "circle",
      symbolSize: 2 * data.chip * unit,
      itemStyle: face(node),
      label: {
        show: true,
        color: colour("ink"),
        opacity: node.faint ? 0.6 : 1,
        formatter: node.short,
        textBorderColor: colour("ground"),
        textBorderWidth: 4,
      },
      emphasis: { label: { formatter: node.name } },
    })),
  ];
}

function links(data, colour) {
  const faint = new Set(data.nodes.filter((node) => node.faint).map((node) => node.id));
  const seen = (...ids) => (ids.some((id) => faint.has(id)) ? 0.2 : 0.9);
  return [
    ...data.nodes.map((node) => ({
      source: "you",
      target: node.id,
      lineStyle: { color: colour("leaf"), opacity: seen(node.id), ...line(data, node) },
    })),
    ...data.knows.map(([source, target]) => ({
      source,
      target,
      lineStyle: { color: colour("river"), opacity: seen(source, target), width: 1.5, type: data.known, curveness: 0.25 },
    })),
  ];
}

/** Draw a circle into an element; return what can be done with the drawing. `open(address)` is called on a press. */
export function draw(element, data, open) {
  const chart = init(element, null, { renderer: "svg" });
  const [width, height] = data.size;

  function show() {
    const across = element.clientWidth;
    element.style.blockSize = `${(across * height) / width}px`;
    chart.resize();
    const colour = colours(element);
    chart.setOption({
      animation: !STILL.matches,
      animationDuration: 300,
      aria: { enabled: true, label: { description: element.getAttribute("aria-label") } },
      series: [
        {
          type: "graph",
          id: "circle",
          layout: "none",
          left: 0,
          top: 0,
          width: across,
          height: (across * height) / width,
          roam: true,
          scaleLimit: { min: 0.5, max: 4 },
          nodeScaleRatio: 1,
          draggable: true,
          label: { position: "bottom", distance: 3, fontSize: 14, fontFamily: getComputedStyle(element).fontFamily },
          labelLayout: { hideOverlap: true },
          emphasis: { focus: "adjacency", label: { fontWeight: 700 }, lineStyle: { width: 4 } },
          blur: { itemStyle: { opacity: 0.3 }, lineStyle: { opacity: 0.15 } },
          data: nodes(data, across / width, colour),
          links: links(data, colour),
        },
      ],
    });
  }

  const watched = new AbortController();
  for (const kept of [DARK, STILL]) kept.addEventListener("change", show, { signal: watched.signal });
  addEventListener("resize", show, { signal: watched.signal });
  // A finger that has left points at nobody any more.
  const leave = () => chart.getZr().handler.dispatch("mousemove", { zrX: -1, zrY: -1 });
  element.addEventListener("touchend", () => setTimeout(leave), { signal: watched.signal });
  chart.on("click", ({ data: pressed }) => pressed?.address && open(pressed.address));
  show();
  return {
    zoom(factor) {
      const [originX, originY] = [element.clientWidth / 2, element.clientHeight / 2];
      chart.dispatchAction({ type: "graphRoam", seriesId: "circle", zoom: factor, originX, originY });
    },
    highlight(id) {
      chart.dispatchAction({ type: "downplay", seriesId: "circle" });
      const dataIndex = chart.getOption().series[0].data.findIndex((node) => node.id === id);
      if (dataIndex >= 0) chart.dispatchAction({ type: "highlight", seriesId: "circle", dataIndex });
    },
    end() {
      watched.abort();
      chart.dispose();
    },
  };
}
