using System.Data.Common;
using CdcToSnowflake.Operations.Cost.Advice;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>A row of an answer about usage, by position. A sum over nothing is NULL, and stands for zero.</summary>
internal readonly struct UsageRow(DbDataReader reader)
{
    public string? Text(int at) => reader.IsDBNull(at) ? null : reader.GetString(at);

    public decimal? NumberOrNull(int at) => reader.IsDBNull(at) ? null : AnswerNumber.Of(reader.GetValue(at));

    public decimal Number(int at) => NumberOrNull(at) ?? 0;

    public long Whole(int at) => (long)Math.Clamp(Number(at), long.MinValue, long.MaxValue);

    public TimeSpan Milliseconds(int at) => TimeSpan.FromMilliseconds(Whole(at));

    /// <summary>A name in three columns.</summary>
    public FullName Name(int at) => new(Text(at) ?? "", Text(at + 1) ?? "", Text(at + 2) ?? "");

    /// <summary>A stretch in two columns.</summary>
    public BusyTime Stretch(int at) => new(AnswerTime.Of(reader.GetValue(at)), AnswerTime.Of(reader.GetValue(at + 1)));
}
