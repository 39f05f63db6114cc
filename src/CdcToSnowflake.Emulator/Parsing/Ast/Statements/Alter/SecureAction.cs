namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>ALTER VIEW … SET SECURE or UNSET SECURE.</summary>
internal sealed record SecureAction(bool IsSecure) : AlterAction;
