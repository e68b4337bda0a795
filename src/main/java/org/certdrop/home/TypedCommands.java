package org.certdrop.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.text.Printable;

/**
 * Completes the commands in a text for people, so that they act on the home that the text is about.
 *
 * <p>{@code ./certdrop confirm PARTY} becomes {@code ./certdrop confirm --home DIR PARTY}, unless
 * the command finds that home by itself. What is complete stays as it is.
 *
 * @param option what is added to a command, as it is typed in a shell; empty if nothing need be
 */
public record TypedCommands(String option) {
  /** Those of the home that a command finds by itself. */
  public static final TypedCommands PLAIN = new TypedCommands("");

  private static final Pattern COMMAND =
      Pattern.compile(
          "\\./certdrop (?!registry schema)"
              + "(?>(?:export|registry) [a-z][a-z0-9-]*+|[a-z][a-z-]*+)(?! --home)");

  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");

  /** The fields of certdrop's JSON documents that speak to people. */
  private static final Set<String> FOR_PEOPLE = Set.of("message", "hint");

  /** Those that act on a home. */
  public static TypedCommands of(Home home) {
    return isFoundAlone(home)
        ? PLAIN
        : new TypedCommands(" --home " + quoted(Printable.of(home.toString())));
  }

  /** Only the launcher's directory is, and only if the environment names no other. */
  private static boolean isFoundAlone(Home home) {
    String launchers = System.getProperty("certdrop.root");
    String environment = System.getenv("CERTDROP_HOME");
    return launchers != null
        && isSame(home, launchers)
        && (environment == null || environment.isEmpty() || isSame(home, environment));
  }

  private static boolean isSame(Home home, String other) {
    try {
      return Files.isSameFile(home.directory(), Path.of(other));
    } catch (IOException e) {
      return false; // one of them is not there: then they differ
    }
  }

  /** A word as a shell takes it, whatever is in it. */
  public static String quoted(String word) {
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A text with its commands complete. */
  public String complete(String text) {
    return option.isEmpty()
        ? text
        : COMMAND
            .matcher(text)
            .replaceAll(command -> Matcher.quoteReplacement(command.group() + option));
  }

  /** The same for what a JSON document says to people; the document itself is changed. */
  public <T extends JsonNode> T complete(T document) {
    for (JsonNode part : document) {
      complete(part);
    }
    if (document instanceof ObjectNode object && !option.isEmpty()) {
      for (String field : FOR_PEOPLE) {
        if (object.path(field).isTextual()) {
          object.put(field, complete(object.get(field).asText()));
        }
      }
    }
    return document;
  }
}
