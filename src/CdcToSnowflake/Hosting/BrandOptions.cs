using CdcToSnowflake.Capture;
using CdcToSnowflake.Hosting.Sources;

namespace CdcToSnowflake.Hosting;

/// <summary>A brand: its server, its tables, how it is cut.</summary>
public sealed class BrandOptions
{
    /// <summary>The server, in MySqlConnector's words: <c>Server=…;Port=…;User ID=…;Password=…;SslMode=…</c>; <c>Server Id</c> and <c>Heartbeat Period</c> (seconds) too. Servers other than this machine are verified by TLS unless <c>SslMode</c> says otherwise.</summary>
    /// <value>Default: null, which is refused unless <see cref="BrandBuilder.From"/> names a source.</value>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// A replica of the server to read the tables from as they are, in the same words; the log stays that of <see cref="ConnectionString"/>. Its account needs the same rights, and it must replicate:
    /// each table is read once the replica has what the log says, and while it is at most <see cref="SnapshotOptions.MaxReplicaLag"/> behind. A reader of an Aurora cluster doesn't replicate by its
    /// server's own words, and isn't one; a cluster or an RDS instance that replicates from the server by its binlog is.
    /// </summary>
    /// <value>Default: null, the server itself.</value>
    public string? SnapshotConnectionString { get; set; }

    /// <summary>The tables to take, as in <see cref="CaptureOptions.Tables"/>.</summary>
    /// <value>Default: empty, which is all.</value>
    public IList<string> Tables { get; } = [];

    /// <summary>The tables to leave out, as in <see cref="CaptureOptions.ExcludedTables"/>.</summary>
    /// <value>Default: none.</value>
    public IList<string> ExcludedTables { get; } = [];

    /// <summary>Key columns by <c>schema.table</c>, as in <see cref="CaptureOptions.KeyColumns"/>.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string[]> KeyColumns { get; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The tables that are logs, as in <see cref="CaptureOptions.AppendOnlyTables"/>.</summary>
    /// <value>Default: none.</value>
    public IList<string> AppendOnlyTables { get; } = [];

    /// <summary>The columns that nothing is written of, as in <see cref="CaptureOptions.DroppedColumns"/>.</summary>
    /// <value>Default: none.</value>
    public IList<string> DroppedColumns { get; } = [];

    /// <summary>The columns that become a hash, as in <see cref="CaptureOptions.HashedColumns"/>.</summary>
    /// <value>Default: none.</value>
    public IList<string> HashedColumns { get; } = [];

    /// <summary>The secret of the hashes, as in <see cref="CaptureOptions.HashSalt"/>. Brands whose hashes are to be compared have the same.</summary>
    /// <value>Default: null, which is refused where columns are hashed.</value>
    public string? HashSalt { get; set; }

    /// <summary>The rest of how the brand is captured. The lists and the salt above take the place of those in it where they name anything.</summary>
    /// <value>Default: <see cref="CaptureOptions"/>'s defaults.</value>
    public CaptureOptions Capture { get; set; } = new();

    /// <summary>A source other than a server.</summary>
    internal Func<IServiceProvider, BrandSource>? Source { get; set; }

    // One that is quicker than this says nothing: a store or a source may take so long.
    private static readonly TimeSpan ShortestSilence = TimeSpan.FromMinutes(1);

    /// <summary>For how long a capture that works may commit nothing of what came: a heartbeat may wait for a cut that is open.</summary>
    internal TimeSpan LongestSilence => TimeSpan.FromTicks(Math.Max(((2 * Capture.HeartbeatInterval) + Capture.CutInterval).Ticks, ShortestSilence.Ticks));

    internal CaptureOptions ToCapture() => Capture with
    {
        Tables = Tables.Count > 0 ? [.. Tables] : Capture.Tables,
        ExcludedTables = ExcludedTables.Count > 0 ? [.. ExcludedTables] : Capture.ExcludedTables,
        AppendOnlyTables = AppendOnlyTables.Count > 0 ? [.. AppendOnlyTables] : Capture.AppendOnlyTables,
        DroppedColumns = DroppedColumns.Count > 0 ? [.. DroppedColumns] : Capture.DroppedColumns,
        HashedColumns = HashedColumns.Count > 0 ? [.. HashedColumns] : Capture.HashedColumns,
        HashSalt = HashSalt ?? Capture.HashSalt,
        KeyColumns = KeyColumns.Count > 0 ? KeyColumns.ToDictionary(key => key.Key, IReadOnlyList<string> (key) => key.Value, StringComparer.OrdinalIgnoreCase) : Capture.KeyColumns,
    };
}
