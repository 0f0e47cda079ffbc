"""How well every text and every mark of a page stands out, by the colours that the browser computes.

axe measures texts, but no shape, and nothing in a chart: there it cannot tell what a text stands upon.
"""

from typing import NamedTuple

from selenium.webdriver import Chrome

from ehsg_cli.colours import SHAPE_CONTRAST, TEXT_CONTRAST, contrast

# Yields [kind, what it is, its colour, the colour under or beside it]. A colour that cannot be known, for an
# image or a half transparent text, is null. Marks are met in the order in which they are drawn.
_SCRIPT = """
const printed = arguments[0];
const parts = text => text.match(/[\\d.]+/g).map(Number);
const over = (above, under) => {
    const [r, g, b, alpha = 1] = parts(above);
    return [r, g, b].map((part, n) => Math.round(alpha * part + (1 - alpha) * under[n]));
};
const hex = colour => colour && '#' + colour.map(part => part.toString(16).padStart(2, '0')).join('');
const lineage = element => element ? [...lineage(element.parentElement), element] : [];

// People print without backgrounds, unless one is marked as needed.
const ground = element => lineage(element).reduce((under, each) => {
    const style = getComputedStyle(each);
    if (!under || style.backgroundImage !== 'none' || style.opacity !== '1') return null;
    const shown = !printed || style.printColorAdjust === 'exact';
    return shown ? over(style.backgroundColor, under) : under;
}, [255, 255, 255]);

const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('svg, style, [aria-hidden=true]')) continue;
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    const under = ground(element);
    const ink = under && over(getComputedStyle(element).color, under);
    found.push(['text', node.data.trim().slice(0, 40), hex(ink), hex(under)]);
}

for (const svg of document.querySelectorAll('svg')) {
    const page = ground(svg.parentElement), grounds = [];
    const at = (x, y) => grounds.filter(each => each.holds(x, y)).at(-1)?.colour ?? page;
    const marks = [...svg.querySelectorAll('rect, circle, ellipse, line, path, polygon, polyline, text')];
    const drawn = marks.map(mark => {
        const style = getComputedStyle(mark), text = mark.tagName === 'text', line = mark.tagName === 'line';
        const paint = style.fill === 'none' || line ? style.stroke : style.fill;
        const {x, y, width, height} = mark.getBBox();
        const named = [mark.tagName, mark.getAttribute('class'), mark.textContent].join(' ');
        const known = page && style.opacity === '1' && style.fillOpacity === '1' && paint.startsWith('rgb');
        const colour = known ? over(paint, page) : null;
        const filled = !text && !line && style.fill !== 'none';
        const round = mark.tagName === 'circle';
        const holds = (px, py) => round
            ? Math.hypot(px - x - width / 2, py - y - height / 2) < width / 2
            : px > x && px < x + width && py > y && py < y + height;
        const mute = mark.matches('.tint, .hair');  // bands and dividers, which mean nothing
        return {text, filled, mute, x, y, width, height, named, colour, holds};
    });
    for (const mark of drawn) {
        const {x, y, width, height} = mark, middle = y + height / 2;
        if (mark.text) {
            for (const share of [0.02, 0.25, 0.5, 0.75, 0.98]) {
                found.push(['text', mark.named, hex(mark.colour), hex(at(x + share * width, middle))]);
            }
        } else if (!mark.mute) {
            // A filled shape is seen against what is beside it, also if that is drawn later, such as the next
            // part of a bar; a line or an outline against what it is drawn upon.
            const off = mark.filled ? 1 : 0;
            const others = mark.filled ? drawn.filter(each => each.filled) : grounds;
            const centre = x + width / 2;
            const edges = [[x, middle, -off, 0], [x + width, middle, off, 0],
                           [centre, y, 0, -off], [centre, y + height, 0, off]];
            for (const [ex, ey, dx, dy] of edges) {
                const on = (px, py) => others.filter(each => each.holds(px, py)).at(-1);
                if (mark.filled && on(ex - dx, ey - dy) !== mark) continue;  // its edge is drawn over
                const next = on(ex + dx, ey + dy);
                const under = next ? next.colour : page;
                if (hex(under) !== hex(mark.colour)) {
                    found.push(['shape', mark.named, hex(mark.colour), hex(under)]);
                }
            }
        }
        if (mark.filled) grounds.push(mark);
    }
}
return found;
"""


class Seen(NamedTuple):
    """A text or a shape with its colour and the one it is seen against; `None` where that cannot be known."""

    kind: str
    what: str
    colour: str | None
    ground: str | None

    @property
    def faint(self) -> bool:
        if self.colour is None or self.ground is None:
            return True
        wanted = TEXT_CONTRAST if self.kind == "text" else SHAPE_CONTRAST
        return contrast(self.colour, self.ground) < wanted

    def __str__(self) -> str:
        ratio = contrast(self.colour, self.ground) if self.colour and self.ground else 0
        return f"{self.kind} '{self.what}': {self.colour} on {self.ground} is {ratio:.2f}"


def seen_in(browser: Chrome, *, printed: bool) -> list[Seen]:
    """Every text and every mark of the page as it is looked at now."""
    return [Seen(*each) for each in browser.execute_script(_SCRIPT, printed)]
