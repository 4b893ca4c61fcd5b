/** What the head of the app's own pages contains, and no page that only uses Sotto. */
export const APP_MARK = 'name="application-name" content="Sotto"';
