package org.certdrop.inbox;

import java.time.Instant;
import java.util.regex.Pattern;
import org.certdrop.text.Timestamps;

/**
 * The name of a submission's folder: {@code <UTC time>-<stem>}, and {@code -2}, {@code -3}, ...
 * where that is taken.
 */
public final class SubmissionId {
  private static final int MAX_STEM = 80;
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");
  private static final Pattern NUMBER = Pattern.compile("-[0-9]{1,9}$");
  private static final Pattern FORM =
      Pattern.compile("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z-[A-Za-z0-9._-]{1,80}(?:-[0-9]{1,9})?");

  private SubmissionId() {}

  /**
   * An id, not yet made unique.
   *
   * @param at when the submission was claimed
   * @param stem the dropped files' stem; what is no ASCII letter, digit, dot, hyphen or underscore
   *     is replaced
   */
  public static String of(Instant at, String stem) {
    return Timestamps.compact(at) + "-" + safe(stem);
  }

  private static String safe(String stem) {
    String safe = UNSAFE.matcher(stem).replaceAll("_");
    return safe.length() > MAX_STEM ? safe.substring(0, MAX_STEM) : safe;
  }

  /** Whether an id, numbered or not, may have been made for files of a stem. */
  static boolean hasStem(String id, String stem) {
    String rest = id.substring(id.indexOf('-') + 1);
    return rest.equals(safe(stem)) || NUMBER.matcher(rest).replaceFirst("").equals(safe(stem));
  }

  /** The id's n-th form. */
  public static String numbered(String id, int number) {
    return number == 1 ? id : id + "-" + number;
  }

  /** Whether a folder's name is one that certdrop gives. */
  public static boolean isForm(String name) {
    return FORM.matcher(name).matches();
  }
}
