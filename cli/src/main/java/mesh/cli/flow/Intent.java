// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import mesh.cli.workspace.GitFacts;
import mesh.cli.workspace.Workspace;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredStateBuilder;
import mesh.lock.LockCodec;
import mesh.lock.LockUpdate;
import mesh.lock.LockUpdater;
import mesh.lock.Lockfile;
import mesh.lock.UnclaimedLock;
import mesh.model.Mesh;
import mesh.model.MeshBuilder;
import mesh.model.OtherMeshes;
import mesh.model.MeshCheck;
import mesh.path.PathCheck;
import mesh.spec.PolicySpec;
import mesh.spec.Problem;
import mesh.spec.SpecFiles;
import mesh.spec.SpecSource;

/**
 * What the user's files ask for: the spec, built and valid, and the lock that goes with it. Where every command starts.
 * Immutable, safe for concurrent use.
 */
public final class Intent {
    private final Mesh mesh;
    private final PolicySpec policy;
    private final List<Problem> warnings;
    private final Optional<Lockfile> saved;
    private final LockUpdate update;
    /** Absent where the lock is no longer that of its file. */
    private final Optional<IntentTexts> texts;
    private Optional<DesiredMesh> desired = Optional.empty();

    private Intent(Mesh mesh, PolicySpec policy, List<Problem> warnings, Optional<Lockfile> saved, LockUpdate update,
            Optional<IntentTexts> texts) {
        this.mesh = mesh;
        this.policy = policy;
        this.warnings = List.copyOf(warnings);
        this.saved = saved;
        this.update = update;
        this.texts = texts;
    }

    /**
     * As it is on a day.
     *
     * @throws mesh.spec.SpecException with every problem of the spec, or of the lock where the spec has none
     */
    public static Intent read(Workspace workspace, LocalDate today) {
        return of(workspace.readSpec(), workspace.files(), workspace.readLock(), OtherMeshes.in(workspace.files()),
                (spec, mesh, problems) -> PathCheck.check(spec, mesh.on(today), problems)).on(today);
    }

    /**
     * As it stood at a commit; absent where that commit has no such spec. Pairs without a path and clashes with other meshes
     * are no problem there: they were what they were.
     *
     * @param near what is read once only where the commit has the same files
     * @throws mesh.cli.run.MeshException if git knows no such commit
     */
    public static Optional<Intent> at(Workspace workspace, String ref, Intent near) {
        GitFacts git = workspace.git();
        String specFile = String.valueOf(workspace.spec().getFileName());
        String lockFile = String.valueOf(workspace.lock().getFileName());
        if (near.texts.filter(read -> read.equalThose(specFile, lockFile, name -> git.fileAt(ref, name))).isPresent()) {
            return Optional.of(near);
        }
        Optional<SpecSource> lock = git.fileAt(ref, lockFile).map(text -> new SpecSource(ref + ":" + lockFile, text));
        SpecFiles files = name -> git.fileAt(ref, name.text()).map(text -> new SpecSource(ref + ":" + name, text));
        return git.fileAt(ref, specFile).map(text -> of(new SpecSource(ref + ":" + specFile, text), files, lock));
    }

    /**
     * As {@link #read}, of texts from elsewhere.
     *
     * @param checks of the mesh as a whole
     */
    public static Intent of(SpecSource spec, SpecFiles files, Optional<SpecSource> lock, MeshCheck... checks) {
        Supplier<Optional<UnclaimedLock>> reading = LockReading.begin(lock);
        SortedMap<String, String> included = new TreeMap<>();
        MeshBuilder.Built built = MeshBuilder.read(spec, name -> {
            Optional<SpecSource> file = files.read(name);
            file.ifPresent(source -> included.put(name.text(), source.text()));
            return file;
        }, checks);
        Mesh mesh = built.mesh();
        Optional<Lockfile> saved = reading.get().map(read -> read.of(mesh.name()));
        LockUpdate update = LockUpdater.update(mesh, saved.orElse(Lockfile.empty(mesh.name())));
        return new Intent(mesh, built.policy(), built.warnings(), saved, update,
                Optional.of(new IntentTexts(spec.text(), included, lock.map(SpecSource::text))));
    }

    /** The same as it is on a day: devices whose last day is over are no peers. */
    public Intent on(LocalDate today) {
        return new Intent(mesh.on(today), policy, warnings, saved, update, texts);
    }

    /** What the spec describes. */
    public Mesh mesh() {
        return mesh;
    }

    /** Who may reach whom, in the words of the spec. */
    public PolicySpec policy() {
        return policy;
    }

    /** What is doubtful about the spec. */
    public List<Problem> warnings() {
        return warnings;
    }

    /** The lock as it stands in its file; absent before the first one. */
    public Optional<Lockfile> saved() {
        return saved;
    }

    /** The lock that goes with the spec, and what was decided for it. */
    public LockUpdate update() {
        return update;
    }

    /** The lock that goes with the spec. */
    public Lockfile lock() {
        return update.lock();
    }

    /** True where the lock's file lacks decisions that the spec asks for. */
    public boolean lockOutOfDate() {
        return !saved.equals(Optional.of(lock()));
    }

    /** A mesh of the same name without hosts. */
    public DesiredMesh nothing() {
        return new DesiredMesh(mesh.name(), List.of(), List.of(), List.of(), new TreeMap<>());
    }

    /** What every host should have; worked out once. */
    public synchronized DesiredMesh desired() {
        if (desired.isEmpty()) {
            desired = Optional.of(DesiredStateBuilder.build(mesh, lock()));
        }
        return desired.get();
    }

    /** As {@link #desired()}; where {@code near} asks for the same, it is worked out once for both. */
    public DesiredMesh desiredBeside(Intent near) {
        return mesh.equals(near.mesh) && lock().equals(near.lock()) ? near.desired() : desired();
    }

    /** The same with another lock, such as one that knows new keys. */
    public Intent with(Lockfile lock) {
        return new Intent(mesh, policy, warnings, saved, new LockUpdate(lock, update.notes()),
                Optional.empty());
    }

    /** Writes the lock where it differs from its file, and returns the intent whose file is up to date. */
    public Intent save(Workspace workspace) {
        if (lockOutOfDate()) {
            Workspace.save(workspace.lock(), LockCodec.write(lock()));
        }
        return new Intent(mesh, policy, warnings, Optional.of(lock()), update, texts);
    }
}
