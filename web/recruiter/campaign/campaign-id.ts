/** The id in an address; what is none becomes 0, which no campaign has, so that the screen says so. */
export function readCampaignId(text: string): number {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? id : 0;
}
