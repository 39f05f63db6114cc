namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A pipe that is there.</summary>
/// <param name="Comment">Its comment, which ends with a fingerprint once all that belongs to its making was done.</param>
/// <param name="Queue">The ARN of the SQS queue that it hears of files from; null if it is told in other ways.</param>
internal sealed record PipeFacts(string Comment, string? Queue);
