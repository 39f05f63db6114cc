namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>The files that a pipe loaded.</summary>
/// <param name="Pipe">The pipe.</param>
/// <param name="Files">How many.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="Bytes">Their sizes.</param>
/// <param name="RowsSquared">The sum of each file's rows, squared; null where it is beyond measure.</param>
/// <param name="RowsByBytes">The sum of each file's rows times its size; null where it is beyond measure.</param>
/// <param name="Within">In how many windows of each length they came, by the length in seconds.</param>
internal sealed record PipeFiles(FullName Pipe, long Files, long Rows, long Bytes, decimal? RowsSquared, decimal? RowsByBytes, IReadOnlyDictionary<int, long> Within)
{
    /// <summary>The bytes that a file has beside its rows: where the line of least squares through sizes over rows begins. Zero if all files have as many rows, so that nothing tells.</summary>
    public double Overhead
    {
        get
        {
            if (RowsSquared is not { } squares || RowsByBytes is not { } products)
            {
                return 0;
            }

            var (n, rows, bytes) = ((double)Files, (double)Rows, (double)Bytes);
            var spread = (n * (double)squares) - (rows * rows);
            // Sums of many squares round: what is a billionth of them is no spread.
            return spread <= n * (double)squares * 1e-9 ? 0 : Math.Clamp(((bytes * (double)squares) - (rows * (double)products)) / spread, 0, bytes / n);
        }
    }

    /// <summary>The bytes of the same rows in fewer files.</summary>
    public double BytesIn(long files) => Bytes - (Overhead * (Files - Math.Min(Files, files)));
}
