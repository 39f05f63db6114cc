using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Operations.Flow;

/// <summary>Gathers what became of files from COPY_HISTORY's rows, as <c>operations/loads</c> asks for them.</summary>
internal sealed class FileLoads
{
    private readonly Dictionary<string, Dictionary<string, FileLoad>> _loads = new(StringComparer.Ordinal);

    /// <summary>A table's, by the file's own name; none of a file that is only being loaded.</summary>
    public IReadOnlyDictionary<string, FileLoad> Of(string path) => OfPath(path);

    public void Add(DbDataReader row)
    {
        var status = Convert.ToString(row[1], CultureInfo.InvariantCulture);
        if (Is(status, "Load in progress"))
        {
            return;
        }

        var name = FlowFacts.NameOf((string)row[0]);
        var load = new FileLoad(
            row.IsDBNull(2) ? 0 : Convert.ToInt64(row[2], CultureInfo.InvariantCulture),
            row.IsDBNull(3) ? null : AnswerTime.Of(row[3]),
            row.IsDBNull(4) ? default : AnswerTime.Of(row[4]),
            Is(status, "Loaded") ? null : $"{status}: {(row.IsDBNull(5) ? "no error is recorded" : row[5])}");
        // Of several loads the first that succeeded brought the rows.
        var loads = OfPath((string)row[6]);
        if (!loads.TryGetValue(name, out var known) || (known.Error is not null && load.Error is null))
        {
            loads[name] = load;
        }
    }

    private Dictionary<string, FileLoad> OfPath(string path) => CollectionsMarshal.GetValueRefOrAddDefault(_loads, path, out _) ??= new(StringComparer.Ordinal);

    private static bool Is(string? status, string other) => string.Equals(status, other, StringComparison.OrdinalIgnoreCase);
}
