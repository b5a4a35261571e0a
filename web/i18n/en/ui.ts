/** Texts of the shared primitives in `web/ui`. */
export const ui = {
  cancel: 'Cancel',
  close: 'Close',
  copied: 'Copied',
  deletedFolder: 'a deleted folder',
  copy: 'Copy {{what}}',
  loading: 'Loading',
  retry: 'Try again',
  skipSilence: 'Skip silence',
  speed: 'Speed {{speed}}',
  undo: 'Undo',
  removeLabel: 'Remove label {{name}}',
  typeToConfirm: 'To confirm, type {{name}}',
  error: {
    title: 'This could not be loaded',
    offline: 'No connection to the server. Check your network, then try again.',
    unknown: 'The server gave an answer that could not be read. Try again; if it stays, tell your administrator.',
  },
  unsaved: {
    title: 'Leave without saving?',
    text: 'What you changed on this page will be lost.',
    leave: 'Leave without saving',
    stay: 'Keep editing',
  },
  list: { loadingMore: 'Loading more', failed: 'More could not be loaded.' },
} as const;
