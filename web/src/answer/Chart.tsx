import { useEffect, useRef, useState } from 'react';
import type { Bar, Lines, Spells } from './charts';
import { scaleOf } from './scale';

const LANE = 22;
const AXIS = 24;
const MOST_LANES = 200;
const LETTER = 6.6;
const HEIGHT = 280;
const NOW = new Date().getFullYear() + 1;

/** A chart as wide as its place. The table says the same in words, so that it is one picture to those who listen. */
export function Chart({ chart }: { chart: Spells | Lines }) {
  const [frame, width] = useWidth();
  return (
    <div className="chart" ref={frame} tabIndex={0} role="group" aria-label="Chart">
      {width > 0 && (chart.kind === 'spells' ? <Strip chart={chart} width={width} /> : <Graph chart={chart} width={width} />)}
    </div>
  );
}

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)));
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}

function Strip({ chart, width }: { chart: Spells; width: number }) {
  const lanes = chart.lanes.slice(0, MOST_LANES);
  const bars = lanes.flatMap((lane) => lane.bars);
  const longest = Math.max(...lanes.map(({ name }) => name.length)) * LETTER + 12;
  const left = Math.min(longest, width * (width < 500 ? 0.36 : 0.3));
  const edge = bars.some((bar) => bar.to === Infinity) ? [NOW] : [];
  const years = scaleOf([...bars.flatMap(({ from, to }) => [from, to]), ...edge], left, width - 14, width / 90);
  const height = lanes.length * LANE + AXIS;
  return (
    <>
      {chart.lanes.length > lanes.length && <p>{`The first ${MOST_LANES} of ${chart.lanes.length}: filter the table to see others.`}</p>}
      <svg width={width} height={height} role="img" aria-label={`Spells of ${chart.lanes.length} on a strip of time`}>
        <Marks years={years} height={height} />
        {lanes.map((lane, index) => (
          <g key={lane.name} transform={`translate(0 ${AXIS + index * LANE})`}>
            <text x={0} y={LANE / 2 + 4}>
              <title>{lane.name}</title>
              {shortened(lane.name, left)}
            </text>
            {lane.bars.map((bar, number) => (
              <Spell key={number} bar={bar} place={years.place} name={lane.name} />
            ))}
          </g>
        ))}
      </svg>
      <p className="key">
        Pale is what the sources leave open.
        {chart.ambiguous && ' An end that is not stated is not known, or it goes on: select `open` to tell them apart.'}
      </p>
    </>
  );
}

function Spell({ bar, place, name }: { bar: Bar; place: (year: number) => number; name: string }) {
  const from = place(bar.from);
  const to = Math.max(place(bar.to), from + 4);
  const sure = bar.sure && bar.sure.to >= bar.sure.from && { from: place(bar.sure.from), to: place(bar.sure.to) };
  const goesOn = bar.sure?.to === Infinity;
  return (
    <g data-spell={bar.words}>
      <title>{`${name}: ${bar.words}`}</title>
      <rect className="possible" x={from} y={5} width={to - from} height={LANE - 10} rx={2} />
      {sure && <rect className="sure" x={sure.from} y={5} width={Math.max(sure.to - sure.from, 4)} height={LANE - 10} rx={2} />}
      {bar.to === Infinity && <path className={goesOn ? 'sure' : 'possible'} d={`M${to} 5 l8 ${LANE / 2 - 5} l-8 ${LANE / 2 - 5}z`} />}
    </g>
  );
}

function Marks({ years, height }: { years: ReturnType<typeof scaleOf>; height: number }) {
  return years.marks.map((year) => (
    <g key={year} className="mark">
      <path d={`M${years.place(year)} ${AXIS - 6}V${height}`} />
      <text x={years.place(year)} y={12} textAnchor="middle">
        {year}
      </text>
    </g>
  ));
}

function Graph({ chart, width }: { chart: Lines; width: number }) {
  const points = chart.lines.flatMap((line) => line.points);
  const years = scaleOf(points.map(({ at }) => at), 56, width - 24, width / 90);
  const values = scaleOf([0, ...points.map(({ value }) => value ?? 0)], HEIGHT - 10, AXIS + 10, 5);
  return (
    <>
      <svg width={width} height={HEIGHT} role="img" aria-label={`${chart.lines.map(({ name }) => name).join(', ')} over time`}>
        <Marks years={years} height={HEIGHT - 10} />
        {values.marks.map((value) => (
          <g key={value} className="mark">
            <path d={`M56 ${values.place(value)}H${width - 24}`} />
            <text x={50} y={values.place(value) + 4} textAnchor="end">
              {value.toLocaleString('en')}
            </text>
          </g>
        ))}
        {chart.lines.map((line, index) => (
          <g key={line.name} className={`line line-${index}`}>
            <path d={pathOf(line.points, years.place, values.place)} />
            {line.points.map(
              ({ at, value, words }) =>
                value !== null && (
                  <circle key={at} cx={years.place(at)} cy={values.place(value)} r={2.5}>
                    <title>{words}</title>
                  </circle>
                ),
            )}
          </g>
        ))}
      </svg>
      <ul className="legend">
        {chart.lines.map(({ name }, index) => (
          <li key={name} className={`line-${index}`}>
            {name}
          </li>
        ))}
      </ul>
    </>
  );
}

/** A line that breaks where nothing is known: it says nothing of the times between. */
function pathOf(points: Lines['lines'][number]['points'], x: (at: number) => number, y: (value: number) => number): string {
  const known = (index: number) => points[index] !== undefined && points[index].value !== null;
  const step = ({ at, value }: (typeof points)[number], index: number) =>
    value === null ? '' : `${known(index - 1) ? 'L' : 'M'}${x(at)} ${y(value)}`;
  return points.map(step).join('');
}

function shortened(text: string, width: number): string {
  const most = Math.floor((width - 10) / LETTER);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
