namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record WindowSpecification(NodeList<Expression> PartitionBy, NodeList<OrderItem> OrderBy, WindowFrame? Frame) : SqlNode;
