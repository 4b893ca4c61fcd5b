import type { ResumePoint, SpeechCourse } from '../../contract/speech-course.ts';

/** As many answers as pages can hope to go on with; a course is a few numbers for each segment. */
const MOST_COURSES = 64;

/** Remembers what the latest answers were spoken by, for readers who know only the name of theirs. */
export class RecentCourses {
  readonly #courses = new Map<string, SpeechCourse>();

  keep(requestId: string, course: SpeechCourse): void {
    this.#courses.delete(requestId);
    this.#courses.set(requestId, course);
    const [oldest] = this.#courses.keys();
    if (this.#courses.size > MOST_COURSES && oldest !== undefined) this.#courses.delete(oldest);
  }

  /** Adds the course that the reader does not know, where it is remembered. */
  complete(resume: ResumePoint | undefined): ResumePoint | undefined {
    if (resume?.requestId === undefined || resume.course !== undefined) return resume;
    const course = this.#courses.get(resume.requestId);
    // A copy: the answer that broke may still be adding to its own.
    return { ...resume, course: course && structuredClone(course) };
  }
}
