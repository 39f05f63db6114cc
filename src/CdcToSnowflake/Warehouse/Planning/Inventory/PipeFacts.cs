namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A pipe that is there.</summary>
/// <param name="Comment">Its comment, which ends with a fingerprint once all that belongs to its making was done.</param>
/// <param name="Queue">The ARN of the SQS queue that it hears of files from; null if it is told in other ways.</param>
/// <param name="Owner">The role that it loads as; empty where this process made it, and where the account doesn't tell.</param>
internal sealed record PipeFacts(string Comment, string? Queue, string Owner);
