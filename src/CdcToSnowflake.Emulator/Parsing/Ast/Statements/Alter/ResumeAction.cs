namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>RESUME [IF SUSPENDED], of a task or a warehouse.</summary>
internal sealed record ResumeAction(bool IfSuspended = false) : AlterAction;
