/** English: notices about changed collections, stacks and orders. */

export const enOrganised = {
  'sort.collection': 'As arranged',
  'toast.collected':
    '{count, plural, =0 {All of them are in “{name}” already.} one {Added to “{name}”.} other {# added to “{name}”.}}',
  'toast.uncollected':
    '{count, plural, =0 {None of them is in “{name}”.} one {Taken out of “{name}”.} other {# taken out of “{name}”.}}',
  'toast.reordered': '{count, plural, =0 {They are there already.} one {Moved.} other {# moved.}}',
  'toast.stacked': '{count, plural, =0 {They are one stack already.} other {Stacked.}}',
  'toast.unstacked': '{count, plural, =0 {None of them is in a stack.} other {Taken out of the stack.}}',
};
