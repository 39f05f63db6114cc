namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>A column that a SELECT returns.</summary>
/// <param name="Name">Its name; null of an expression without one, and of <c>*</c>.</param>
/// <param name="Value">What it is; null of <c>*</c>.</param>
/// <param name="StarOf">Of <c>t.*</c> the alias.</param>
internal sealed record SelectItem(string? Name, SqlExpression? Value, string? StarOf)
{
    public bool IsStar => Value is null;
}
