namespace Quickstart.Verification;

/// <summary>
/// A table's rows as a fixed number of sums: rows fall by their key into buckets, and a bucket holds the sum of its rows' hashes. So a table of any size
/// is compared in any order with a megabyte of memory, and only buckets that differ need a second look.
/// </summary>
internal sealed class TableDigest(StateTable table)
{
    private const int Buckets = 1 << 16;

    private readonly UInt128[] _sums = new UInt128[Buckets];
    private readonly RowHash _hash = new();

    /// <summary>Rows seen.</summary>
    public long Rows { get; private set; }

    public int BucketOf(ReadOnlySpan<string?> row) => (int)(ulong)(_hash.OfKey(table, row) & (Buckets - 1));

    public void Add(ReadOnlySpan<string?> row)
    {
        // A row's hash may be anything, so adding an odd constant makes two equal sums of different counts as unlikely as a collision.
        _sums[BucketOf(row)] += _hash.OfRow(row) + UInt128.One;
        Rows++;
    }

    /// <summary>The buckets whose rows are not the same.</summary>
    public IReadOnlyList<int> DifferencesTo(TableDigest other) => [.. Enumerable.Range(0, Buckets).Where(i => _sums[i] != other._sums[i])];
}
