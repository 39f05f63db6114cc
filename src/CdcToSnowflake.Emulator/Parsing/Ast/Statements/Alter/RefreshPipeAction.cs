namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>REFRESH [PREFIX = 'p'] [MODIFIED_AFTER = 't'].</summary>
internal sealed record RefreshPipeAction(PropertyList Properties) : AlterAction;
