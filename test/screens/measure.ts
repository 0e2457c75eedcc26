/** What a screen must hold, in the units of a page. */
export interface Demands {
  /** Pixels in a millimetre of this screen. */
  readonly mm: number;
  /** Least side of a target and least distance between two, in millimetres (EP-64). */
  readonly target: number;
  readonly gap: number;
  /** Least contrast of text to its ground (EP-65). */
  readonly contrast: number;
  /** Least height of capitals of the voter's display, and least size of other text, in millimetres. */
  readonly capitals: number;
  readonly text: number;
}

/**
 * Looks at the page as drawn and names everything that is too small, too close, too pale or cut off.
 * It runs in the page and so may use nothing from outside itself.
 */
export function measure(demands: Demands): string[] {
  const faults: string[] = [];
  const { mm } = demands;
  const dialog = document.querySelector('dialog[open]');
  const scope: Element = dialog ?? document.body;
  const name = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').slice(0, 30)}"`;

  // What of a target is seen: of one in a list that scrolls, what is not scrolled away.
  const seen = (element: Element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const list = element.closest('[data-scrolls]')?.getBoundingClientRect();
    if (list === undefined) return { left, top, right, bottom };
    return {
      ...{ left: Math.max(left, list.left), right: Math.min(right, list.right) },
      ...{ top: Math.max(top, list.top), bottom: Math.min(bottom, list.bottom) },
    };
  };
  // Targets: large enough, far enough from each other.
  const targets = [...scope.querySelectorAll('button, input, select, a[href]')]
    .map((element) => ({ element, box: seen(element) }))
    .filter(({ box }) => box.right > box.left && box.bottom > box.top);
  targets.forEach(({ element, box }, index) => {
    const whole = element.getBoundingClientRect();
    const side = Math.min(whole.width, whole.height) / mm;
    if (side < demands.target) faults.push(`${side.toFixed(1)} mm small: ${name(element)}`);
    if (box.left < 0 || box.right > innerWidth + 0.5 || box.top < 0 || box.bottom > innerHeight + 0.5) {
      faults.push(`outside the screen: ${name(element)}`);
    }
    for (const other of targets.slice(index + 1)) {
      const across = Math.max(0, other.box.left - box.right, box.left - other.box.right);
      const down = Math.max(0, other.box.top - box.bottom, box.top - other.box.bottom);
      const apart = Math.hypot(across, down) / mm;
      if (apart < demands.gap)
        faults.push(`${apart.toFixed(2)} mm between ${name(element)} and ${name(other.element)}`);
    }
  });

  // Nothing is cut off: no part has more content than room, in either direction, but what scrolls by hand and by keys.
  for (const element of [document.documentElement, ...scope.querySelectorAll('*')]) {
    if (element instanceof SVGElement || element instanceof HTMLInputElement) continue;
    if (element.matches('[data-scrolls]')) continue;
    const wide = element.scrollWidth - element.clientWidth;
    const high = element.scrollHeight - element.clientHeight;
    if (wide <= 1 && high <= 1) continue;
    const style = getComputedStyle(element);
    // A box of one pixel holds words for those who hear the screen.
    if (style.display === 'inline' || element.clientWidth <= 1) continue;
    if (wide > 1) faults.push(`${wide} px cut off sideways: ${name(element)}`);
    if (high > 1 && style.overflowY !== 'visible') faults.push(`${high} px cut off below: ${name(element)}`);
  }

  const channels = (color: string): readonly [number, number, number, number] => {
    const numbers = (color.match(/[\d.]+/g) ?? []).map(Number);
    return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0, numbers[3] ?? 1];
  };
  // Colours are few, and their texts many.
  const known = new Map<string, number>();
  const luminance = (color: string): number => {
    const before = known.get(color);
    if (before !== undefined) return before;
    const now = luminanceOf(color);
    known.set(color, now);
    return now;
  };
  const luminanceOf = (color: string): number => {
    const [r, g, b] = channels(color);
    const linear = (value: number): number => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const grounds = new Map<Element, string>();
  const groundOf = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const before = grounds.get(element);
    if (before !== undefined) return before;
    const color = getComputedStyle(element).backgroundColor;
    const ground = channels(color)[3] === 1 ? color : groundOf(element.parentElement);
    grounds.set(element, ground);
    return ground;
  };

  // Every text: dark enough on its ground, large enough.
  const texts = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (element === null || (texts.currentNode.textContent ?? '').trim() === '') continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || (dialog === null && element.closest('dialog'))) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(style.color), luminance(groundOf(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < demands.contrast) faults.push(`contrast ${contrast.toFixed(1)}: ${name(element)}`);
    const size = Number.parseFloat(style.fontSize) / mm;
    // Capitals of Noto Sans are 0.714 of its size.
    if (element.closest('.voter-display')) {
      if (size * 0.714 < demands.capitals) faults.push(`capitals of ${(size * 0.714).toFixed(1)} mm: ${name(element)}`);
    } else if (size < demands.text && !element.closest('.notice-code')) {
      faults.push(`text of ${size.toFixed(2)} mm: ${name(element)}`);
    }
  }
  return [...new Set(faults)];
}
