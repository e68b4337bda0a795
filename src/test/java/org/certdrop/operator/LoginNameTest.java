package org.certdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginNameTest {
  private static String name(String user, String sudoUser, Integer uid) {
    return LoginName.of(user, Optional.ofNullable(sudoUser), Optional.ofNullable(uid)).name();
  }

  @Test
  void isTheUserWhoTypes() {
    assertThat(name("ana", null, 1000)).isEqualTo("ana");
  }

  @Test
  void namesThePersonBehindSudoAndTheAccount() {
    assertThat(name("certdrop", "ana", 990)).isEqualTo("ana (as certdrop)");
    assertThat(name("ana", "ana", 1000)).isEqualTo("ana");
    assertThat(name("ana", " ", 1000)).isEqualTo("ana");
  }

  @Test
  void isTheUsersNumberWhereThereIsNoName() {
    assertThat(name("?", null, 10001)).isEqualTo("uid 10001");
    assertThat(name("", null, 10001)).isEqualTo("uid 10001");
    assertThat(name("?", null, null)).isEqualTo("unknown");
  }

  @Test
  void isFitToBeShown() {
    assertThat(name("\u001b[31mana", "x".repeat(100), 1))
        .isEqualTo("x".repeat(64) + "... (as \\u001b[31mana)");
  }

  @Test
  void isTheNameThatThePersonGives() {
    assertThat(LoginName.given(" Ana García ")).isEqualTo(Parsed.good(new LoginName("Ana García")));
    assertThat(LoginName.given("x".repeat(64))).isInstanceOf(Parsed.Good.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "ana\nbob", "a\u001b[31mna", "a\u202ena"})
  void isNoNameThatIsEmptyOrCannotBePrinted(String given) {
    assertThat(LoginName.given(given)).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void isNoNameThatIsLongerThanIsShown() {
    assertThat(LoginName.given("x".repeat(65))).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void ofThisProcessHasAName() {
    assertThat(LoginName.current().name()).isNotBlank();
  }
}
