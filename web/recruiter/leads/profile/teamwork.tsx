import type { Profile } from '../queries.ts';
import { AssigneePicker } from './assignee-picker.tsx';
import classes from './teamwork.module.css';
import { Viewers } from './viewers.tsx';

/** Whose candidate it is, and who looks at them now. */
export function Teamwork({ profile }: { profile: Profile }) {
  return (
    <div className={classes.row}>
      <AssigneePicker profile={profile} place="profile" />
      <Viewers applicationId={profile.id} />
    </div>
  );
}
