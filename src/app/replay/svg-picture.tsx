import { createElement } from "react";
import { drawFrame } from "./drawing.ts";
import type { Size } from "./layout.ts";
import { HATCH, TYPEFACE } from "./pen.ts";
import { descriptionWords } from "./replay-words.ts";
import type { ReplayScene } from "./scene.ts";
import { svgPen } from "./svg-pen.ts";

/** The end of a replay as a picture that is as sharp on paper as on a screen. */
export function SvgPicture({ scene, size }: { scene: ReplayScene; size: Size }) {
  const pen = svgPen(size, "picture-hatch");
  drawFrame(pen, scene, size, 1);
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      fontFamily={TYPEFACE}
      role="img"
      aria-label={descriptionWords(scene)}
    >
      <defs>
        {[...pen.hatches].map(([colour, id]) => (
          <pattern
            key={id}
            id={id}
            width={HATCH.apartPx}
            height={HATCH.apartPx}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width={HATCH.apartPx} height={HATCH.apartPx} fill={colour} fillOpacity={HATCH.groundOpacity} />
            <path d={`M0 1H${HATCH.apartPx}`} stroke={colour} strokeWidth={HATCH.widthPx} />
          </pattern>
        ))}
      </defs>
      {pen.parts.map(({ tag, attributes, text }, place) =>
        // Drawn once, in this order.
        createElement(tag, { key: place, ...attributes }, text),
      )}
    </svg>
  );
}
