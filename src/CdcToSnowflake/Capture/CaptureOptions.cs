using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture;

/// <summary>What a brand's capture takes, and how it cuts.</summary>
public sealed record CaptureOptions
{
    private const int ShortestSalt = 16;

    // Timers take at most 49 days.
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(30);

    /// <summary>The tables to take, as <c>schema.table</c> patterns with <c>*</c> and <c>?</c>; upper and lower case count as one.</summary>
    /// <value>Default: empty, which is all. The server's own schemas (mysql, sys, …) are never taken.</value>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Tables to leave out though <see cref="Tables"/> names them, as the same patterns. One that was taken before, and is again later, is read anew then (<see cref="MySqlSnapshotSource"/>), but for logs.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> ExcludedTables { get; init; } = [];

    /// <summary>
    /// Whether the tables are taken, too, that online schema changes fill beside a table until they swap names: those of gh-ost (<c>_*_gho</c>, <c>_*_ghc</c>, <c>_*_del</c>) and of pt-online-schema-change
    /// (<c>_*_new</c>, <c>_*_old</c>).
    /// </summary>
    /// <value>Default: false. They are left out, whatever <see cref="Tables"/> names.</value>
    public bool IncludesShadowTables { get; init; }

    /// <summary>Key columns by <c>schema.table</c>, for tables without a primary key or whose key should be another. They must be unique together, and never NULL.</summary>
    /// <value>Default: none; the primary key of each table.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> KeyColumns { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What happens to tables that have no primary key, no <see cref="KeyColumns"/> and no place in <see cref="AppendOnlyTables"/>.</summary>
    /// <value>Default: <see cref="KeylessTables.Stop"/>.</value>
    public KeylessTables KeylessTables { get; init; } = KeylessTables.Stop;

    /// <summary>
    /// Tables that are logs, as patterns like those of <see cref="Tables"/>: they need no key, and each change becomes a row of RAW and CI. What such a table had before the capture began isn't
    /// a change, and isn't taken unless <see cref="SnapshotOptions.ReadsAppendOnlyTables"/> says so.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> AppendOnlyTables { get; init; } = [];

    /// <summary>
    /// Columns that nothing is written of, as <c>schema.table.column</c> patterns with <c>*</c> and <c>?</c>; upper and lower case count as one. STG, RAW and CI don't have them, nor do
    /// snapshots ask for them. Key columns can't be among them. A pattern without wildcards whose table lacks the column stops the capture: a misspelt column would land.
    /// A column that was left out and is to be taken again needs its table read once more (<see cref="BrandCapture.RequestSnapshotAsync"/>): existing rows lack it.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> DroppedColumns { get; init; } = [];

    /// <summary>
    /// Columns that become a hash, as patterns like those of <see cref="DroppedColumns"/>: HMAC-SHA-256 under <see cref="HashSalt"/>, in 64 lower-case hexadecimal digits as text, in RAW and CI too;
    /// NULL stays NULL. Bytes are hashed as they are, all else as the source prints it in UTF-8, so that equal values have equal hashes in every table and brand with the same salt. Key columns
    /// can't be among them: manifests say by the key how far a snapshot is. Values are hashed before anything is written: what has to wait on the disk before
    /// that, of a table that can't be read by its key, is in a nameless file in <see cref="ScratchFolder"/>, encrypted by a key that only the process has.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> HashedColumns { get; init; } = [];

    /// <summary>The secret that <see cref="HashedColumns"/> are hashed with, at least 16 bytes in UTF-8. It is never written. Another one gives other hashes, which existing rows don't have.</summary>
    /// <value>Default: null, which is refused where columns are hashed.</value>
    public string? HashSalt { get; init; }

    /// <summary>The longest time from a cut's first row to its commit, while transactions end.</summary>
    /// <value>Default: 10 seconds; more than 0, at most 30 days.</value>
    public TimeSpan CutInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of rows, uncompressed, that end a cut at the next transaction's end.</summary>
    /// <value>Default: 64 MiB; from 1 byte.</value>
    public long CutBytes { get; init; } = 64 << 20;

    /// <summary>Rows that end a cut at the next transaction's end.</summary>
    /// <value>Default: 1,000,000; from 1.</value>
    public long CutRows { get; init; } = 1_000_000;

    /// <summary>What the files of rows are. It may be changed between two runs: each format has its own folders and pipes, so files of both load.</summary>
    /// <value>Default: <see cref="FileFormat.Parquet"/>.</value>
    public FileFormat Format { get; init; } = FileFormat.Parquet;

    /// <summary>Bytes of a file, compressed, after which a table's next rows go into another part of the cut; what is in memory then, up to 16 MiB, still goes into the file. Snowflake likes 100 to 250 MB.</summary>
    /// <value>Default: 128 MiB; from 1 byte.</value>
    public long FileBytes { get; init; } = 128 << 20;

    /// <summary>How text files are compressed; Parquet isn't concerned.</summary>
    /// <value>Default: fastest. Smaller files cost several times the processor's time, and Snowflake bills text by its uncompressed size.</value>
    public CompressionLevel GzipLevel { get; init; } = CompressionLevel.Fastest;

    /// <summary>How often the position is written down although no row came, so that it doesn't fall behind what the server keeps.</summary>
    /// <value>Default: 10 minutes; more than 0, at most 30 days.</value>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What becomes of dates that no calendar has (0000-00-00, 2024-00-00).</summary>
    /// <value>Default: <see cref="ZeroDates.Null"/>: they are counted in <see cref="CaptureProgress.ZeroDates"/>.</value>
    public ZeroDates ZeroDates { get; init; } = ZeroDates.Null;

    /// <summary>How tables are read as they are, beside the log of what changes in them; only where the capture has a <see cref="MySqlSnapshotSource"/>.</summary>
    /// <value>Default: the defaults of <see cref="SnapshotOptions"/>.</value>
    public SnapshotOptions Snapshot { get; init; } = new();

    /// <summary>
    /// What happens when the server's log doesn't go on where the last cut ended: it was purged while nobody read, or the server was restored or reset. Reading the tables again needs a
    /// <see cref="MySqlSnapshotSource"/>. It takes whatever the server has now for right: leave it at its default where another server than the right one may answer.
    /// </summary>
    /// <value>Default: <see cref="LostLog.Stop"/>.</value>
    public LostLog LostLog { get; init; } = LostLog.Stop;

    /// <summary>Where files lie until they are uploaded.</summary>
    /// <value>Default: the system's temporary folder.</value>
    public string ScratchFolder { get; init; } = Path.GetTempPath();

    /// <summary>
    /// Statements that stopped the capture and that somebody has dealt with by hand, as the <c>file:offset</c> of the error: they are passed over.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyCollection<string> HandledStatements { get; init; } = [];

    /// <summary>Whether these options take a table. Give it to the reader too (<see cref="Binlog.BinlogOptions.TableFilter"/>), which then doesn't decode the others.</summary>
    /// <param name="schema">The schema's name.</param>
    /// <param name="table">The table's name.</param>
    /// <returns>True if the table is taken.</returns>
    public bool Includes(string schema, string table) => new TablePatterns(this).Includes(schema, table);

    /// <summary>The tables that are taken; no secret.</summary>
    /// <returns>Such as <c>shop.* without shop.log*</c>.</returns>
    public override string ToString() => ExcludedTables.Count == 0 ? string.Join(", ", Taken) : $"{string.Join(", ", Taken)} without {string.Join(", ", ExcludedTables)}";

    // No default of Tables: the configuration's binder adds to a list that is there, and all tables would be taken beside those that it names.
    internal IReadOnlyList<string> Taken => Tables.Count > 0 ? Tables : ["*.*"];

    internal bool IsAppendOnly(string schema, string table) => new TablePatterns(AppendOnlyTables, []).Includes(schema, table);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CutInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CutInterval, LongestInterval);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HeartbeatInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HeartbeatInterval, LongestInterval);
        ArgumentOutOfRangeException.ThrowIfLessThan(CutBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CutRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FileBytes, 1);
        ThrowIfUndefined(Format);
        ThrowIfUndefined(LostLog);
        ThrowIfUndefined(KeylessTables);
        ThrowIfUndefined(GzipLevel);
        ThrowIfUndefined(ZeroDates);
        Snapshot.Validate();
        _ = new TablePatterns(this);
        _ = new TablePatterns(AppendOnlyTables, []);
        _ = new ColumnTreatments(this);
        if (HashedColumns.Count > 0 && Encoding.UTF8.GetByteCount(HashSalt ?? "") < ShortestSalt)
        {
            // Without a secret whoever sees a hash can try values until one fits.
            throw new ArgumentException($"{nameof(HashedColumns)} needs a {nameof(HashSalt)} of at least {ShortestSalt} bytes, and there is {(string.IsNullOrEmpty(HashSalt) ? "none" : "a shorter one")}. Make one with a random generator, and keep it with the other secrets.");
        }
    }

    private static void ThrowIfUndefined<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"Not a {typeof(T).Name}.");
        }
    }
}
