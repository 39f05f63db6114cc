namespace CdcToSnowflake.Warehouse.SqlApi.Http;

/// <summary>A response is longer than the options allow.</summary>
internal sealed class ResponseTooLargeException(long mostBytes)
    : Exception($"The response is longer than {mostBytes} bytes: raise MaxPartitionBytes, or set CLIENT_RESULT_CHUNK_SIZE lower for the user.");
