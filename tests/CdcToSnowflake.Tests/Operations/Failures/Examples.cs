using System.Text.Json;

namespace CdcToSnowflake.Tests.Operations.Failures;

/// <summary>The examples of the manual's pages, as they print them, without the escapes; and in the envelopes that deliver them.</summary>
internal static class Examples
{
    /// <summary>"Configure a task to send error notifications".</summary>
    public const string Task = """
        {"version":"1.0","messageId":"3ff1eff0-7ad7-493c-9552-c0307087e0c6","messageType":"USER_TASK_FAILED","timestamp":"2021-11-11T19:46:39.648Z","accountName":"AWS_UTEN_DPO_ACC","taskName":"AWS_UTEN_DPO_DB.AWS_UTEN_SC.UTEN_AWS_TK1","taskId":"01a03962-2b57-889e-0000-000000000001","rootTaskName":"AWS_UTEN_DPO_DB.AWS_UTEN_SC.UTEN_AWS_TK1","rootTaskId":"01a03962-2b57-889e-0000-000000000001","messages":[{"runId":"2021-11-11T19:46:23.826Z","scheduledTime":"2021-11-11T19:46:23.826Z","queryStartTime":"2021-11-11T19:46:24.879Z","completedTime":"null","queryId":"01a03962-0300-0002-0000-0000000034d8","errorCode":"000630","errorMessage":"Statement reached its statement or warehouse timeout of 10 second(s) and was canceled."}]}
        """;

    /// <summary>"Enabling Snowpipe error notifications for Amazon SNS".</summary>
    public const string Pipe = """
        {"version":"1.0","messageId":"a62e34bc-6141-4e95-92d8-f04fe43b43f5","messageType":"INGEST_FAILED_FILE","timestamp":"2021-10-22T19:15:29.471Z","accountName":"MYACCOUNT","pipeName":"MYDB.MYSCHEMA.MYPIPE","tableName":"MYDB.MYSCHEMA.MYTABLE","stageLocation":"s3://mybucket/mypath","messages":[{"fileName":"/file1.csv_0_0_0.csv.gz","firstError":"Numeric value 'abc' is not recognized"}]}
        """;

    /// <summary>"Configure a task to send success notifications".</summary>
    public const string Graph = """
        {"version":"1.0","messageId":"3ff1eff0-7ad7-493c-9552-c0307087e0c7","messageType":"GRAPH_SUCCEEDED","timestamp":"2021-11-11T19:46:39.648Z","accountName":"XY12345","rootTaskName":"AWS_UTEN_DPO_DB.AWS_UTEN_SC.UTEN_AWS_TK1","rootTaskId":"01a03962-2b57-889e-0000-000000000001","messages":[{"runId":"2021-11-11T19:46:23.826Z","scheduledTime":"2021-11-11T19:46:23.826Z","queryStartTime":"2021-11-11T19:46:24.879Z","graphCompletedTime":"2021-11-11T19:54:24.559Z","queryId":"01a03962-0300-0002-0000-0000000034d8","attemptNumber":5}]}
        """;

    /// <summary>"Notifications for budgets".</summary>
    public const string Budget = """
        {
          "account_name": "MY_ACCOUNT",
          "budget_name": "MY_BUDGET_NAME",
          "type": "BUDGET_LIMIT_WARNING",
          "limit": "100",
          "spending": "67.42",
          "spending_percent": "67.42",
          "spending_trend_percent": "130.63",
          "time_percent":"51.61"
        }
        """;

    /// <summary>As the manual prints payloads: with the escapes of the text that they were within.</summary>
    public static string Escaped(string payload) => JsonSerializer.Serialize(payload)[1..^1].Replace("\\u0022", "\\\"", StringComparison.Ordinal);

    /// <summary>What SQS gets without raw delivery, by Amazon's "Amazon SNS message and JSON formats".</summary>
    public static string Envelope(string payload, string type = "Notification") => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["Type"] = type,
        ["MessageId"] = "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        ["TopicArn"] = "arn:aws:sns:us-west-2:123456789012:MyTopic",
        ["Message"] = payload,
        ["Timestamp"] = "2012-05-02T00:54:06.655Z",
        ["SignatureVersion"] = "1",
    });

    /// <summary>A Lambda's event from a topic.</summary>
    public static string SnsEvent(params string[] payloads) => JsonSerializer.Serialize(new { Records = payloads.Select(payload => new { EventSource = "aws:sns", Sns = new { Type = "Notification", Message = payload } }) });

    /// <summary>A Lambda's event from a queue.</summary>
    public static string SqsEvent(params string[] bodies) => JsonSerializer.Serialize(new { Records = bodies.Select(body => new { messageId = "m", eventSource = "aws:sqs", body }) });
}
