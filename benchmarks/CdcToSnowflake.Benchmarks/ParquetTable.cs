namespace CdcToSnowflake.Benchmarks;

/// <summary>A row group's worth of columns as the column builders hold them: numbers in arrays, text as UTF-8 back to back.</summary>
public sealed class ParquetTable
{
    // The five columns that each row gets beside its own.
    private static readonly ParquetColumnKind[] Meta =
        [ParquetColumnKind.Text, ParquetColumnKind.Integer, ParquetColumnKind.Integer, ParquetColumnKind.Integer, ParquetColumnKind.Text];

    private ParquetTable(string name, int rows, int longestText, IEnumerable<ParquetColumnKind> kinds)
    {
        Name = name;
        Rows = rows;
        Kinds = [.. kinds, .. Meta];
        var random = new Random(7);
        Numbers = new long[Kinds.Count][];
        Texts = new byte[Kinds.Count][];
        Ends = new int[Kinds.Count][];
        for (var c = 0; c < Kinds.Count; c++)
        {
            var isText = Kinds[c] == ParquetColumnKind.Text;
            var most = c % 3 == 0 ? 100 : 1_000_000;
            Numbers[c] = isText ? [] : [.. Enumerable.Range(0, rows).Select(i => c == 0 ? i : (long)random.Next(most))];
            Ends[c] = isText ? new int[rows] : [];
            var text = new MemoryStream();
            for (var i = 0; isText && i < rows; i++)
            {
                for (var n = random.Next(longestText); n > 0; n--)
                {
                    text.WriteByte((byte)('a' + (random.Next(26) * random.Next(2))));
                }

                Ends[c][i] = (int)text.Length;
            }

            Texts[c] = text.ToArray();
        }
    }

    public static ParquetTable Narrow { get; } = new(
        "narrow", 100_000, 8, [ParquetColumnKind.Decimal20, ParquetColumnKind.Integer, ParquetColumnKind.Decimal12, ParquetColumnKind.Integer, ParquetColumnKind.Integer]);

    public static ParquetTable Wide { get; } = new(
        "wide",
        50_000,
        60,
        [
            ParquetColumnKind.Decimal20, .. Enumerable.Repeat(ParquetColumnKind.Integer, 6), .. Enumerable.Repeat(ParquetColumnKind.Decimal12, 3),
            .. Enumerable.Repeat(ParquetColumnKind.Text, 9),
        ]);

    /// <summary>As many columns as an InnoDB table may have.</summary>
    public static ParquetTable Widest { get; } = new("1,017 columns", 2_000, 20, Enumerable.Range(0, 1017).Select(i => (ParquetColumnKind)(i % 4)));

    public string Name { get; }

    public int Rows { get; }

    public IReadOnlyList<ParquetColumnKind> Kinds { get; }

    public long[][] Numbers { get; }

    public byte[][] Texts { get; }

    public int[][] Ends { get; }

    public override string ToString() => Name;
}
