namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>ALTER TAG … ADD or DROP ALLOWED_VALUES 'a', …; no values: UNSET ALLOWED_VALUES.</summary>
internal sealed record AllowedValuesAction(NodeList<string> Values, bool IsDrop) : AlterAction;
