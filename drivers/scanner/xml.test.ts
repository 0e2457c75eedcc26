import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allNamed, firstNamed, readXml, XML_LIMITS } from './xml.ts';

describe('the XML reader', () => {
  it('finds elements by their local names, and their own text', () => {
    const root = readXml(
      '\ufeff<?xml version="1.0"?>\n<!-- a <b> c --><s:a x="1>2" y=\'"\'><p:b> one </p:b><b/><c>x<![CDATA[<&>]]>y</c></s:a>\n',
    );
    expect(root?.name).toBe('a');
    expect(allNamed(root!, 'b').map(({ text }) => text)).toEqual(['one', '']);
    expect(firstNamed(root!, 'c')?.text).toBe('x<&>y');
  });

  it('reads the five entities and characters by number, and leaves others as they are', () => {
    expect(readXml('<a>&lt;&amp;&#65;&#x4e;&unknown;&#xd800;&#x999999;</a>')?.text).toBe(
      '<&AN&unknown;&#xd800;&#x999999;',
    );
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['an element that is not closed', '<a><b></a>'],
    ['an end without a beginning', '<a></a></b>'],
    ['two roots', '<a/><b/>'],
    ['text beside the root', '<a/>b'],
    ['nothing', ''],
    ['a tag that is cut', '<a><b'],
    ['a comment that is cut', '<a><!-- '],
    ['a name that is none', '<1a/>'],
    ['too many levels', `${'<a>'.repeat(40)}${'</a>'.repeat(40)}`],
    ['too many elements', `<a>${'<b/>'.repeat(XML_LIMITS.elements)}</a>`],
    ['too many characters', `<a>${' '.repeat(XML_LIMITS.characters)}</a>`],
  ])('%s is refused', (_, text) => {
    expect(readXml(text)).toBeNull();
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '<a>',
      '</a>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '&#',
      '"',
      ' ',
      'a',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const root = readXml(pieces.join(''));
        expect(root === null || root.name === 'a').toBe(true);
      }),
    );
  });
});
