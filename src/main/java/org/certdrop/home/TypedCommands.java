package org.certdrop.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.text.Printable;

/**
 * Completes the commands in a text for people, so that they act on the home that the text is about.
 *
 * <p>{@code ./certdrop confirm PARTY} becomes {@code certdrop confirm --home DIR PARTY} where the
 * launcher was called {@code certdrop}, and without {@code --home} if the command finds that home
 * by itself. Where the person who types is not the home's owner, {@code sudo -u OWNER} comes first
 * ({@link Typist}). What is complete stays as it is.
 *
 * @param owner what is typed first, so that the home's owner does what is typed; may be empty
 * @param program how the launcher is called, as it is typed in a shell
 * @param option what is added to a command, as it is typed in a shell; empty if nothing need be
 */
public record TypedCommands(String owner, String program, String option) {
  private static final String CALLED = "certdrop.called";
  private static final String UNCALLED = "./certdrop";

  private static final Pattern COMMAND =
      Pattern.compile(
          "(sudo -u [^ ]++ |setpriv --reuid [0-9]++ --regid [0-9]++ --clear-groups )?"
              + "\\./certdrop (?!registry schema)"
              + "((?>(?:export|registry) [a-z][a-z0-9-]*+|[a-z][a-z-]*+))"
              + "( --home)?+");

  /** What they write is for the person who types them, or it lies in {@code etc}. */
  private static final Set<String> OF_THE_PERSON =
      Set.of("pack", "alias", "export pem", "export pkcs12", "export mp-spdz");

  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");

  /** Those of the home that a command finds by itself. */
  public static final TypedCommands PLAIN = new TypedCommands("", called(), "");

  /** The fields of certdrop's JSON documents that speak to people. */
  private static final Set<String> FOR_PEOPLE = Set.of("message", "hint");

  /** Those that act on a home. */
  public static TypedCommands of(Home home) {
    return of(home, Typist.current());
  }

  static TypedCommands of(Home home, Typist typist) {
    return new TypedCommands(
        typist.becomes(home).map(owner -> owner.typedBefore() + " ").orElse(""),
        called(),
        isFoundAlone(home, typist.environment())
            ? ""
            : " --home " + quoted(Printable.of(home.toString())));
  }

  /** The launcher says how it was called; without it, this is a test or a jar. */
  private static String called() {
    return quoted(Printable.of(System.getProperty(CALLED, UNCALLED)));
  }

  /** The same, in another notation. */
  public TypedCommands as(UnaryOperator<String> notation) {
    return new TypedCommands(
        notation.apply(owner), notation.apply(program), notation.apply(option));
  }

  /** Only the launcher's directory is, and only if the environment names no other. */
  private static boolean isFoundAlone(Home home, Map<String, String> variables) {
    String launchers = System.getProperty("certdrop.root");
    String environment = variables.get("CERTDROP_HOME");
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
    return COMMAND.matcher(text).replaceAll(found -> Matcher.quoteReplacement(complete(found)));
  }

  private String complete(MatchResult found) {
    String command = found.group(2);
    String before = OF_THE_PERSON.contains(command) ? "" : owner;
    return Objects.requireNonNullElse(found.group(1), before)
        + program
        + " "
        + command
        + Objects.requireNonNullElse(found.group(3), option);
  }

  /** The same for what a JSON document says to people; the document itself is changed. */
  public <T extends JsonNode> T complete(T document) {
    for (JsonNode part : document) {
      complete(part);
    }
    if (document instanceof ObjectNode object) {
      for (String field : FOR_PEOPLE) {
        if (object.path(field).isTextual()) {
          object.put(field, complete(object.get(field).asText()));
        }
      }
    }
    return document;
  }
}
