// SPDX-License-Identifier: Apache-2.0
package mesh.report;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A GET that goes where it is sent to: some times, never from https to http, and a token only where it was meant to go. */
final class WebRequest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_TIMES = 4;
    private static final String TOKEN = "Authorization";

    private WebRequest() {}

    /**
     * The answer, whatever its status.
     *
     * @param client one that follows nothing by itself
     * @throws IOException if there is none
     */
    static HttpResponse<InputStream> get(HttpClient client, URI where, Map<String, String> headers)
            throws IOException, InterruptedException {
        URI at = where;
        Map<String, String> sent = new TreeMap<>(headers);
        for (int i = 0; i <= MOST_TIMES; i++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(PATIENCE);
            sent.forEach(request::header);
            HttpResponse<InputStream> response = client.send(request.build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            if (!ELSEWHERE.contains(response.statusCode())) {
                return response;
            }
            response.body().close();
            URI next = at.resolve(response.headers().firstValue("Location").map(WebRequest::uri).orElse(at));
            if (next.getHost() == null
                    || !"https".equals(next.getScheme()) && !at.getScheme().equals(next.getScheme())) {
                throw new IOException("the server sends to " + next.getScheme() + ", which is not followed");
            }
            if (!next.getRawAuthority().equals(at.getRawAuthority())) {
                sent.remove(TOKEN);
            }
            at = next;
        }
        throw new IOException("the server sends from one place to the next");
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException broken) {
            return URI.create("");
        }
    }
}
