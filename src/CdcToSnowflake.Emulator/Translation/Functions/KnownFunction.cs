namespace CdcToSnowflake.Emulator.Translation;

/// <summary>A function: how many arguments it takes, and how DuckDB says it.</summary>
internal sealed record KnownFunction(FunctionKind Kind, int Minimum, int Maximum, Func<FunctionInvocation, TranslatedExpression> Translate);
