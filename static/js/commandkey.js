// The key that asks for more than a letter: on Apple's machines Cmd, as Ctrl moves the caret there.

export const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether it is held down, and no other such key. */
export const withCommand = ({ ctrlKey, metaKey, altKey, shiftKey }) =>
  (isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey && !shiftKey;
