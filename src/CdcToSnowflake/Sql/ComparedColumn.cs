using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

/// <summary>A column of RAW whose values a source can write as the same text.</summary>
/// <param name="Name">RAW's name for it.</param>
/// <param name="Form">How it is written: Number, Text, Date, Moment or Hex.</param>
/// <param name="Type">Its type.</param>
internal sealed record ComparedColumn(PlainText Name, string Form, SnowflakeType Type);
