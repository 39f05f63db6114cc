namespace CdcToSnowflake.Emulator.Translation;

/// <summary>A function: how many arguments it takes, and how DuckDB says it.</summary>
/// <param name="Kind">What may stand around its arguments.</param>
/// <param name="Minimum">Of arguments.</param>
/// <param name="Maximum">Of arguments, here.</param>
/// <param name="Documented">The maximum of its page, if that is more: between the two it is refused by name.</param>
/// <param name="Translate">To DuckDB's text.</param>
internal sealed record KnownFunction(FunctionKind Kind, int Minimum, int Maximum, int Documented, Func<FunctionInvocation, TranslatedExpression> Translate);
