// SPDX-License-Identifier: Apache-2.0
package mesh.cli.report;

import java.io.StringWriter;
import java.util.List;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import mesh.spec.Problem;
import mesh.spec.Problem.Severity;

/**
 * The XML that test reports are drawn from: a failed case for each error, a passed one with output for each warning, and a
 * passed one where there is no error, as an empty suite reads like a run that never was.
 */
final class JunitReport {
    private JunitReport() {}

    static String write(List<Problem> problems) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            suite(xml, problems);
            xml.writeEndDocument();
            xml.writeCharacters("\n");
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a report that is written to memory", e);
        }
        return text.toString();
    }

    private static void suite(XMLStreamWriter xml, List<Problem> problems) throws XMLStreamException {
        long errors = problems.stream().filter(problem -> problem.severity() == Severity.ERROR).count();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "mesh validate");
        xml.writeAttribute("tests", String.valueOf(problems.size() + (errors == 0 ? 1 : 0)));
        xml.writeAttribute("failures", String.valueOf(errors));
        if (errors == 0) {
            xml.writeCharacters("\n  ");
            xml.writeEmptyElement("testcase");
            xml.writeAttribute("classname", "mesh");
            xml.writeAttribute("name", "spec and lock are valid");
        }
        for (Problem problem : problems) {
            testCase(xml, problem);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, Problem problem) throws XMLStreamException {
        String place = problem.source() + ":" + problem.position();
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(problem.source()));
        xml.writeAttribute("name", clean(problem.path().isEmpty() ? problem.id() : problem.path()));
        xml.writeAttribute("file", clean(problem.source()));
        xml.writeAttribute("line", String.valueOf(problem.position().line()));
        if (problem.severity() == Severity.ERROR) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", clean(problem.id()));
            xml.writeAttribute("message", clean(problem.message()));
        } else {
            xml.writeStartElement("system-out");
        }
        xml.writeCharacters(clean(place + ": " + Sentence.of(problem)));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    /** Without what XML 1.0 section 2.2 has no character for. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> isCharacter(c) ? c : 0xFFFD).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isCharacter(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }
}
