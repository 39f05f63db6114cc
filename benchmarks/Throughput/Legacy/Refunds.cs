using System.Data.Common;
using System.Globalization;
using System.IO.Compression;

namespace CdcToSnowflake.Throughput.Legacy;

/// <summary>The refunds that the recorded server had in the end: id and amount.</summary>
internal sealed class Refunds
{
    private const string File = "final/refunds.tsv.gz";

    // Names, types, places in the key.
    private const int HeaderLines = 3;
    private const int Id = 0;
    private const int Amount = 3;

    private readonly Dictionary<long, decimal> _amounts;

    private Refunds(Dictionary<long, decimal> amounts) => _amounts = amounts;

    public int Count => _amounts.Count;

    public static Refunds Read(string recording)
    {
        var path = Path.Combine(recording, File);
        if (!System.IO.File.Exists(path))
        {
            throw new UsageException($"{path} isn't there: without what the server had in the end nothing tells what was missed.");
        }

        using var text = new StreamReader(new GZipStream(System.IO.File.OpenRead(path), CompressionMode.Decompress));
        var amounts = new Dictionary<long, decimal>();
        var goesOn = false;
        for (var line = 0; text.ReadLine() is { } read; line++)
        {
            // A reason may have a line break, written behind a backslash; what is wanted stands before it.
            if (line >= HeaderLines && !goesOn)
            {
                var fields = read.Split('\t');
                amounts.Add(long.Parse(fields[Id], CultureInfo.InvariantCulture), decimal.Parse(fields[Amount], CultureInfo.InvariantCulture));
            }

            goesOn = read.EndsWith('\\');
        }

        return new Refunds(amounts);
    }

    /// <summary>Those that a table of the warehouse doesn't have, or has wrong: how many, and their worth.</summary>
    /// <param name="warehouse">The warehouse.</param>
    /// <param name="query">The SQL file that reads the table.</param>
    public async Task<(int Count, decimal Worth)> MissedByAsync(DbDataSource warehouse, string query)
    {
        var missed = new Dictionary<long, decimal>(_amounts);
        await using var command = warehouse.CreateCommand(EmbeddedText.Read(query));
        await using var rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            var (id, amount) = (Convert.ToInt64(rows.GetValue(0), CultureInfo.InvariantCulture), Convert.ToDecimal(rows.GetValue(1), CultureInfo.InvariantCulture));
            if (_amounts.TryGetValue(id, out var right) && right == amount)
            {
                missed.Remove(id);
            }
        }

        return (missed.Count, missed.Values.Sum());
    }
}
