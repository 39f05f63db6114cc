namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>MODIFY COLUMN c SET MASKING POLICY p [USING (c, …)] [FORCE]; no policy: UNSET MASKING POLICY.</summary>
internal sealed record MaskColumnAction(string Column, ObjectName? Policy, NodeList<string> Using, bool Force) : AlterAction;
