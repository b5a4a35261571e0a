/** Names of the default folders, by their key in the database. */
export const folders = {
  inbox: 'Inbox',
  completed: 'Completed',
  shortlisted: 'Shortlisted',
  on_hold: 'On hold',
  rejected: 'Rejected',
  hired: 'Hired',
  no_campaign: 'No campaign',
  no_response: 'No response',
} as const;
