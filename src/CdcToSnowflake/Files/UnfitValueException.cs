namespace CdcToSnowflake.Files;

/// <summary>A value can't be written as its column lands. Capture adds the table and the position.</summary>
internal sealed class UnfitValueException(string column, string what, string remedy)
    : Exception($"Column {column} holds {what}. {remedy}")
{
    public string Column { get; } = column;
}
