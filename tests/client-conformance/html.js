// As much of HTML as a person without a screen needs: forms, and where a page goes on by itself.
const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decode = (text) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : decimal ? String.fromCodePoint(Number(decimal)) : (named[name] ?? whole));

function attributes(tag) {
  const found = {};
  for (const [, name, double, single, bare] of tag.matchAll(/([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)) {
    found[name.toLowerCase()] ??= decode(double ?? single ?? bare ?? '');
  }
  return found;
}

/** The forms of a page: where they go, what they hold, and the buttons that send them. */
export function forms(page) {
  return [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, head, body]) => {
    const inputs = [...body.matchAll(/<input\b([^>]*)>/gi)].map(([, tag]) => attributes(tag));
    const buttons = [...body.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/gi)].map(([, tag, content]) => ({
      ...attributes(tag),
      label: decode(content.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim(),
    }));
    const fields = inputs
      .filter(({ type, name, ...rest }) => name && !('disabled' in rest) && (!['checkbox', 'radio'].includes(type) || 'checked' in rest))
      .map(({ name, value }) => [name, value ?? '']);
    return { ...{ method: 'get' }, ...attributes(head), fields, buttons };
  });
}

/** Where a page goes on to without being asked, or undefined. */
export function refreshOf(page) {
  const tag = /<meta\b[^>]*http-equiv\s*=\s*["']?refresh["']?[^>]*>/i.exec(page)?.[0];
  return tag && /url\s*=\s*(.*)$/i.exec(attributes(tag.replace(/^<meta/i, '')).content)?.[1].trim();
}
