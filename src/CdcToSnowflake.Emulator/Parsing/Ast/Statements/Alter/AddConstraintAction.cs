namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record AddConstraintAction(TableConstraint Constraint) : AlterAction;
