// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chromium without a window, driven by its DevTools protocol over loopback. Not thread-safe. */
public final class Browser implements AutoCloseable {
    private static final int SECONDS = 60;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PORT_FILE = "DevToolsActivePort";

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final LinkedBlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private int calls;

    private Browser(Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("chromium", "--headless", "--no-sandbox", "--disable-gpu",
                "--hide-scrollbars", "--window-size=1440,900", "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of("--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-default-apps", "--disable-sync", "--disable-dev-shm-usage", "about:blank"));
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.log").toFile()).start();
        socket = client.newWebSocketBuilder().buildAsync(page(folder), new Listener()).join();
        send("Page.enable", Map.of());
        send("Network.enable", Map.of());
        send("Runtime.enable", Map.of());
        send("Log.enable", Map.of());
    }

    public static Browser start(Path folder) throws IOException, InterruptedException {
        return new Browser(folder);
    }

    public static boolean isThere() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "chromium")));
    }

    private URI page(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("profile").resolve(PORT_FILE);
        for (int i = 0; i < SECONDS * 10 && (!Files.exists(file) || Files.size(file) == 0); i++) {
            Thread.sleep(100);
        }
        String port = Files.readAllLines(file).getFirst();
        URI all = URI.create("http://127.0.0.1:" + port + "/json/list");
        try (var in = all.toURL().openStream()) {
            JsonNode pages = JSON.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return URI.create(pages.get(0).get("webSocketDebuggerUrl").asString());
        }
    }

    /** What answers calls, and what it tells by itself. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return java.util.concurrent.CompletableFuture.completedStage(null);
        }

        private void take(JsonNode message) {
            String method = message.path("method").asString("");
            switch (method) {
                case "" -> answers.add(message);
                case "Network.requestWillBeSent" ->
                    requests.add(message.at("/params/request/url").asString());
                case "Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled" ->
                    complaints.add(message.get("params").toString());
                default -> {
                }
            }
        }
    }

    private JsonNode send(String method, Map<String, ?> params) throws InterruptedException {
        calls++;
        socket.sendText(JSON.writeValueAsString(Map.of("id", calls, "method", method, "params", params)), true).join();
        JsonNode answer = answers.poll(SECONDS, TimeUnit.SECONDS);
        if (answer == null || answer.path("id").asInt() != calls || answer.has("error")) {
            throw new IllegalStateException(method + " got " + answer);
        }
        return answer.get("result");
    }

    /** Opens a page and waits until it is drawn. */
    public void open(URI page) throws InterruptedException {
        send("Page.navigate", Map.of("url", "about:blank"));
        requests.clear();
        complaints.clear();
        send("Page.navigate", Map.of("url", page.toString()));
        eval("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))");
        eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))");
    }

    /** The value of a script, as text. */
    public String eval(String script) throws InterruptedException {
        JsonNode result = send("Runtime.evaluate",
                Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.get("exceptionDetails").toString());
        }
        JsonNode value = result.at("/result/value");
        return value.isString() ? value.asString() : value.toString();
    }

    /** A real click in the middle of what a selector finds. */
    void click(String selector) throws InterruptedException {
        String[] at = eval("(() => { const b = document.querySelector('" + selector
                + "').getBoundingClientRect(); return (b.x + b.width / 2) + ' ' + (b.y + b.height / 2) })()")
                .split(" ");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send("Input.dispatchMouseEvent", Map.of("type", type, "x", Double.parseDouble(at[0]), "y",
                    Double.parseDouble(at[1]), "button", "left", "clickCount", 1));
        }
    }

    /** @param key as pages see it: Tab, Enter, ArrowDown, or one character */
    void press(String key) throws InterruptedException {
        boolean letter = key.length() == 1;
        String text = letter ? key : key.equals("Enter") ? "\r" : "";
        int code = switch (key) {
            case "Tab" -> 9;
            case "Enter" -> 13;
            case "Escape" -> 27;
            case "ArrowLeft" -> 37;
            case "ArrowUp" -> 38;
            case "ArrowRight" -> 39;
            case "ArrowDown" -> 40;
            default -> 0;
        };
        send("Input.dispatchKeyEvent", Map.of("type", text.isEmpty() ? "rawKeyDown" : "keyDown", "key", key, "text",
                text, "windowsVirtualKeyCode", code));
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
    }

    void type(String text) throws InterruptedException {
        for (int i = 0; i < text.length(); i++) {
            press(text.substring(i, i + 1));
        }
    }

    /** @param scheme what the user prefers: light or dark */
    public void prefer(String scheme) throws InterruptedException {
        send("Emulation.setEmulatedMedia",
                Map.of("media", "", "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** As on paper. */
    public void print(String scheme) throws InterruptedException {
        send("Emulation.setEmulatedMedia", Map.of("media", "print", "features",
                List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** A window of so many pixels. */
    public void size(int width, int height) throws InterruptedException {
        send("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    public void screenshot(Path file) throws InterruptedException, IOException {
        Files.write(file, Base64.getDecoder().decode(send("Page.captureScreenshot", Map.of()).get("data").asString()));
    }

    /** Everything that the page asked for, itself included. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Exceptions of scripts, and what the browser wrote to its console. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
