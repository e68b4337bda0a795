package org.certdrop.submission;

import java.util.Arrays;
import org.certdrop.text.Parsed;

/** Whether a file may have been written to its end; says nothing about whether it is any good. */
public final class Completeness {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int BOM_LENGTH = 3;

  private Completeness() {}

  /**
   * Whether every BEGIN line has its END line, or there is no BEGIN line at all; an empty file is
   * not complete.
   *
   * @param content a certificate file or text
   */
  public static boolean isCompleteCertificateText(byte[] content) {
    String text = Unquoted.text(content);
    int begin = lastBeginLine(text);
    return begin < 0 ? !text.isBlank() : hasEnd(text, begin);
  }

  /**
   * Whether there is a BEGIN line and no NUL octet. A program that sets the size first leaves NULs
   * where nothing is written yet, and others write the text before a certificate first.
   *
   * @param content a certificate file or text
   */
  public static boolean isLegibleCertificateText(byte[] content) {
    String text = Unquoted.text(content);
    return lastBeginLine(text) >= 0 && text.indexOf('\0') < 0;
  }

  /** Where the last BEGIN boundary starts a line; in the midst of a sentence it is none. */
  private static int lastBeginLine(String text) {
    int begin = text.lastIndexOf(BEGIN);
    while (begin >= 0 && !startsLine(text, begin)) {
      begin = text.lastIndexOf(BEGIN, begin - 1);
    }
    return begin;
  }

  /** Files put together without a line end between them have a BEGIN right after an END. */
  private static boolean startsLine(String text, int at) {
    int before = at;
    while (before > 0 && " \t".indexOf(text.charAt(before - 1)) >= 0) {
      before--;
    }
    return before == 0 || "\n\r\u000b\f-".indexOf(text.charAt(before - 1)) >= 0;
  }

  private static boolean hasEnd(String text, int begin) {
    int end = text.indexOf(END, begin);
    while (end >= 0) {
      int label = end + END.length();
      int close = text.indexOf(DASHES, label);
      if (close < 0) {
        return false;
      }
      if (text.substring(label, close).chars().noneMatch(c -> c == '\n' || c == '\r')) {
        return true;
      }
      end = text.indexOf(END, close);
    }
    return false;
  }

  /**
   * Whether a certificate text needs no sidecar, since it holds registration instructions.
   *
   * @param content a certificate file or text
   */
  public static boolean isInstructions(byte[] content) {
    return PrintedInstructions.isInstructions(content);
  }

  /**
   * Whether the closing brace of the object was seen, or the content does not begin with a brace;
   * an empty file is not complete.
   *
   * @param content a sidecar
   */
  public static boolean isCompleteSidecar(byte[] content) {
    int start = startOfObject(content);
    if (start == content.length) {
      return false;
    }
    return content[start] != '{' || closesObject(content, start);
  }

  /**
   * Whether it is one JSON object.
   *
   * @param content a sidecar
   */
  public static boolean isLegibleSidecar(byte[] content) {
    return DroppedJson.read(content, "sidecar", "one") instanceof DroppedJson.Fields;
  }

  /**
   * Whether its table of contents was seen, or it does not begin as an archive does; an empty file
   * is not complete.
   *
   * @param content an archive
   */
  public static boolean isCompleteArchive(byte[] content) {
    boolean begins = Arrays.equals(Arrays.copyOf(content, 2), new byte[] {'P', 'K'});
    return content.length >= 2 && (!begins || new ArchiveDirectory(content).isComplete());
  }

  /**
   * Whether it can be unpacked. A program that sets the size first may write the end before the
   * rest.
   *
   * @param content an archive
   */
  public static boolean isLegibleArchive(byte[] content) {
    return Archive.read(content) instanceof Parsed.Good<Archive>;
  }

  /** The first byte that is neither of a byte order mark nor white space. */
  private static int startOfObject(byte[] content) {
    int at =
        content.length >= BOM_LENGTH
                && content[0] == (byte) 0xef
                && content[1] == (byte) 0xbb
                && content[2] == (byte) 0xbf
            ? BOM_LENGTH
            : 0;
    while (at < content.length && " \t\r\n".indexOf(content[at]) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean closesObject(byte[] content, int start) {
    int depth = 0;
    boolean inString = false;
    for (int at = start; at < content.length; at++) {
      byte octet = content[at];
      if (inString) {
        if (octet == '\\') {
          at++;
        } else if (octet == '"') {
          inString = false;
        }
      } else if (octet == '"') {
        inString = true;
      } else if (octet == '{') {
        depth++;
      } else if (octet == '}' && --depth == 0) {
        return true;
      }
    }
    return false;
  }
}
