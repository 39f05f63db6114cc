namespace CdcToSnowflake.Hosting.Changes;

/// <summary>A parameter or property of a row's type that takes a column's value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Column">The column's name as <c>[Column]</c> says it, else null: any whose name is the same but for case and underscores.</param>
/// <param name="Type">Its type.</param>
/// <param name="TakesNull">Whether it may be null.</param>
/// <param name="HasDefault">Whether it may be left out.</param>
/// <param name="Default">What is passed for a parameter that is left out.</param>
/// <param name="Set">The property's setter; null for a parameter.</param>
internal sealed record RowMember(string Name, string? Column, Type Type, bool TakesNull, bool HasDefault, object? Default, System.Reflection.MethodInvoker? Set)
{
    public bool IsFor(string column) => Column is null ? Plain(column).Equals(Plain(Name), StringComparison.OrdinalIgnoreCase) : Column.Equals(column, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);
}
