// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpecFormatterTest {
    private static String format(String text) {
        String once = SpecFormatter.format(new SpecSource("mesh.yaml", text));
        assertThat(SpecFormatter.format(new SpecSource("mesh.yaml", once))).isEqualTo(once);
        return once;
    }

    @Test
    void indentsByTwoAndKeepsCommentsWithTheirBlocks() {
        assertThat(format("""
                # top
                mesh:   lab


                hosts:
                     # about a
                     a:   # first
                          os:  linux   # why
                          # end of a
                     # after a
                     b:
                       os: linux
                # bottom
                """)).isEqualTo("""
                # top
                mesh: lab

                hosts:
                  # about a
                  a: # first
                    os: linux # why
                    # end of a
                  # after a
                  b:
                    os: linux
                # bottom
                """);
    }

    @Test
    void indentsListsBelowTheirKey() {
        assertThat(format("""
                hosts:
                  a:
                    endpoint:
                    -   address: 10.0.0.4
                        site:   home
                    # public
                    - 203.0.113.7
                    tags:
                          - web
                          -   db
                """)).isEqualTo("""
                hosts:
                  a:
                    endpoint:
                      - address: 10.0.0.4
                        site: home
                      # public
                      - 203.0.113.7
                    tags:
                      - web
                      - db
                """);
    }

    @Test
    void putsOneSpaceBetweenWordsInBrackets() {
        assertThat(format("a: { b : 1,c: [x,y ,  z],  d: {} ,e: [ ] }   # c\n'q\"' : \"x#y\",\n"
                .replace(",\n", "\n"))).isEqualTo("a: {b: 1, c: [x, y, z], d: {}, e: []} # c\n'q\"': \"x#y\"\n");
    }

    @Test
    void indentsBracketsOverSeveralLines() {
        assertThat(format("""
                hosts:
                  a:
                    tags: [
                       web,   # one
                      # two
                         db
                    ]
                    ssh: {user: root,
                     port: 22}
                """)).isEqualTo("""
                hosts:
                  a:
                    tags: [
                      web, # one
                      # two
                      db
                      ]
                    ssh: {user: root,
                      port: 22}
                """);
    }

    @Test
    void keepsTextsOverSeveralLinesTheSame() {
        assertThat(format("""
                a:
                     b: one

                       two
                     c: |
                          keep
                            this   \s

                          way
                     d: 'x

                          y'
                """)).isEqualTo("""
                a:
                  b: one

                    two
                  c: |
                    keep
                      this   \s

                    way
                  d: 'x

                    y'
                """);
    }

    @Test
    void keepsAnchorsAndAliases() {
        assertThat(format("a: &x   {b: 1}\nc:   *x\nd: &y\n     e: 1\nf: {*x : 1}\n"))
                .isEqualTo("a: &x {b: 1}\nc: *x\nd: &y\n  e: 1\nf: {*x : 1}\n");
    }

    @Test
    void endsLinesAndTheFileProperly() {
        assertThat(format("\n\nmesh: lab   \r\nhosts:\r\n   a: \r\n\r\n\r\n")).isEqualTo("mesh: lab\nhosts:\n  a:\n");
        assertThat(format("mesh: lab")).isEqualTo("mesh: lab\n");
        assertThat(format("")).isEmpty();
    }

    @Test
    void leavesTheExampleAsItIs() {
        assertThat(format(SpecSamples.example())).isEqualTo(SpecSamples.example());
    }

    @Test
    void refusesWhatIsNotYaml() {
        assertThatThrownBy(() -> format("a: 'b\n")).isInstanceOfSatisfying(SpecException.class,
                e -> assertThat(e.problems()).extracting(Problem::id).containsExactly("yaml-syntax"));
    }
}
