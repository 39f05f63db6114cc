using System.Text;
using System.Text.Json;
using CdcToSnowflake.Operations.Failures;

namespace CdcToSnowflake.Tests.Operations.Failures;

public sealed class NotificationReaderTests
{
    [Fact]
    public void ConfigureATaskToSendErrorNotifications_ItsExample_IsReadWithEverything()
    {
        var failed = Assert.IsType<TaskFailed>(Assert.Single(NotificationReader.Read(Examples.Task)));
        Assert.Equal(("3ff1eff0-7ad7-493c-9552-c0307087e0c6", "AWS_UTEN_DPO_ACC"), (failed.MessageId, failed.Account));
        Assert.Equal(("AWS_UTEN_DPO_DB.AWS_UTEN_SC.UTEN_AWS_TK1", failed.Task), (failed.Task, failed.RootTask));
        Assert.Equal(new DateTimeOffset(2021, 11, 11, 19, 46, 39, 648, TimeSpan.Zero), failed.At);
        var run = Assert.Single(failed.Runs);
        Assert.Equal(new FailedRun(
            new DateTimeOffset(2021, 11, 11, 19, 46, 23, 826, TimeSpan.Zero), new DateTimeOffset(2021, 11, 11, 19, 46, 24, 879, TimeSpan.Zero), null,
            "01a03962-0300-0002-0000-0000000034d8", "000630", "Statement reached its statement or warehouse timeout of 10 second(s) and was canceled."), run);
    }

    [Fact]
    public void EnablingSnowpipeErrorNotificationsForAmazonSns_ItsExample_IsReadWithEverything()
    {
        var refused = Assert.IsType<FilesRefused>(Assert.Single(NotificationReader.Read(Examples.Pipe)));
        Assert.Equal(("MYDB.MYSCHEMA.MYPIPE", "MYDB.MYSCHEMA.MYTABLE", "s3://mybucket/mypath"), (refused.Pipe, refused.Table, refused.StageLocation));
        Assert.Equal(new RefusedFile("/file1.csv_0_0_0.csv.gz", "Numeric value 'abc' is not recognized"), Assert.Single(refused.Files));
    }

    [Fact]
    public void ConfigureATaskToSendSuccessNotifications_ItsExample_IsReadWithEverything()
    {
        var succeeded = Assert.IsType<GraphSucceeded>(Assert.Single(NotificationReader.Read(Examples.Graph)));
        Assert.Equal(("AWS_UTEN_DPO_DB.AWS_UTEN_SC.UTEN_AWS_TK1", new DateTimeOffset(2021, 11, 11, 19, 54, 24, 559, TimeSpan.Zero)), (succeeded.RootTask, succeeded.CompletedAt));
    }

    [Fact]
    public void NotificationsForBudgets_ItsExample_IsANoticeOfWhatIsSpent_ByItsEnvelopesIdAndTime()
    {
        var notice = Assert.IsType<SnowflakeNotice>(Assert.Single(NotificationReader.Read(Examples.Envelope(Examples.Budget))));
        Assert.Equal(("22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324", "MY_ACCOUNT", "budget MY_BUDGET_NAME"), (notice.MessageId, notice.Account, notice.Subject));
        Assert.Equal(new DateTimeOffset(2012, 5, 2, 0, 54, 6, 655, TimeSpan.Zero), notice.At);
        Assert.Equal("BUDGET_LIMIT_WARNING: 67.42 of 100 credits are spent after 51.61 % of the month; at this rate it comes to 130.63 % of them.", notice.Text);
    }

    [Theory]
    [InlineData("It works", "It works")]
    [InlineData("{\"name\": \"value\"}", "{\"name\": \"value\"}")]
    [InlineData("{\n  \"name\": 7\n}", "{ \"name\": 7 }")]
    [InlineData("{}", "{}")]
    public void SendSnowflakeNotification_AnyText_IsANoticeOnOneLine_InWhateverComesAround(string text, string said)
    {
        var raw = Assert.IsType<SnowflakeNotice>(Assert.Single(NotificationReader.Read(text)));
        Assert.Equal(said, raw.Text);
        Assert.Equal(raw.MessageId, Assert.IsType<SnowflakeNotice>(Assert.Single(NotificationReader.Read(text))).MessageId);
        Assert.NotEqual(raw.MessageId, Assert.IsType<SnowflakeNotice>(Assert.Single(NotificationReader.Read(text + " "))).MessageId);
        Assert.All([Examples.Envelope(text), Examples.SnsEvent(text), Examples.SqsEvent(Examples.Envelope(text))], message => Assert.Equal(said, Assert.IsType<SnowflakeNotice>(Assert.Single(NotificationReader.Read(message))).Text));
    }

    [Fact]
    public void Read_KindThatIsNew_IsANotice()
    {
        var notice = Assert.IsType<SnowflakeNotice>(Assert.Single(NotificationReader.Read(Examples.Task.Replace("USER_TASK_FAILED", "USER_TASK_SKIPPED", StringComparison.Ordinal))));
        Assert.Contains("USER_TASK_SKIPPED", notice.Text, StringComparison.Ordinal);
        Assert.InRange(notice.Text.Length, 1, 500);
    }

    public static TheoryData<string, string> Envelopes => new()
    {
        { "raw", Examples.Pipe },
        { "as the manual prints it", Examples.Escaped(Examples.Pipe) },
        { "a text", JsonSerializer.Serialize(Examples.Pipe) },
        { "SNS", Examples.Envelope(Examples.Pipe) },
        { "SNS with escapes", Examples.Envelope(Examples.Escaped(Examples.Pipe)) },
        { "Lambda from SNS", Examples.SnsEvent(Examples.Pipe) },
        { "Lambda from SQS", Examples.SqsEvent(Examples.Envelope(Examples.Pipe)) },
        { "Lambda from SQS, raw", Examples.SqsEvent(Examples.Pipe) },
    };

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void Read_AnyEnvelope_IsTheSame(string envelope, string message)
    {
        Assert.NotEmpty(envelope);
        var refused = Assert.IsType<FilesRefused>(Assert.Single(NotificationReader.Read(message)));
        Assert.Equal("Numeric value 'abc' is not recognized", refused.Files[0].Error);
    }

    [Fact]
    public void Read_EventOfSeveral_IsAllOfThem() =>
        Assert.Equal([typeof(TaskFailed), typeof(GraphSucceeded)], NotificationReader.Read(Examples.SnsEvent(Examples.Task, Examples.Graph)).Select(one => one.GetType()));

    [Fact]
    public void Read_FieldsThatAreNew_DontMatter()
    {
        var message = Examples.Task.Replace("{\"version\"", "{\"novelty\":{\"a\":[1,null]},\"version\"", StringComparison.Ordinal).Replace("{\"runId\"", "{\"novelty\":7,\"runId\"", StringComparison.Ordinal);
        Assert.IsType<TaskFailed>(Assert.Single(NotificationReader.Read(message)));
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "$", "" },
        { "$", "{" },
        { "$", "[7]" },
        { "$", "{\"messageType\":\"\\ud800\",\"messageId\":\"\\ud800\"}" },
        { "$", new string('[', 100_000) },
        { "$", new string(' ', NotificationReader.MostCharacters + 1) },
        { "$", Examples.Task.Replace("\"version\"", "\"messageId\"", StringComparison.Ordinal) },
        { "$.Type", Examples.Envelope(Examples.Task, "SubscriptionConfirmation") },
        { "$.Records", "{\"Records\":7}" },
        { "$.Records[0]", "{\"Records\":[7]}" },
        { "$.Records[0].body", "{\"Records\":[{}]}" },
        { "$.messageType", Examples.Task.Replace("\"USER_TASK_FAILED\"", "7", StringComparison.Ordinal) },
        { "$.messageId", Examples.Task.Replace("\"messageId\"", "\"x\"", StringComparison.Ordinal) },
        { "$.messageId", "{\"messageType\":\"GRAPH_SUCCEEDED\",\"messageId\":\"" + new string('i', 201) + "\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"rootTaskName\":\"T\",\"messages\":[{}]}" },
        { "$.timestamp", Examples.Task.Replace("2021-11-11T19:46:39.648Z", "yesterday", StringComparison.Ordinal) },
        { "$.taskName", Examples.Task.Replace("\"taskName\"", "\"x\"", StringComparison.Ordinal) },
        { "$.taskName", Examples.Task.Replace("UTEN_AWS_TK1\",\"taskId\"", new string('A', 2_000) + "\",\"taskId\"", StringComparison.Ordinal) },
        { "$.messages", Examples.Task.Replace("\"messages\"", "\"x\"", StringComparison.Ordinal) },
        { "$.messages", Examples.Task[..Examples.Task.IndexOf("[{", StringComparison.Ordinal)] + "[]}" },
        { "$.messages[0].errorMessage", Examples.Task.Replace("\"errorMessage\"", "\"x\"", StringComparison.Ordinal) },
        { "$.pipeName", Examples.Pipe.Replace("\"MYDB.MYSCHEMA.MYPIPE\"", "null", StringComparison.Ordinal) },
        { "$.messages[0].firstError", Examples.Pipe.Replace("\"firstError\"", "\"x\"", StringComparison.Ordinal) },
        { "$.rootTaskName", Examples.Graph.Replace("\"rootTaskName\"", "\"x\"", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void Read_WithoutWhatItNeeds_SaysWhere(string where, string message) =>
        Assert.Equal(where, Assert.Throws<NotificationException>(() => NotificationReader.Read(message)).Where);

    [Fact]
    public void Read_EndlessNamesAndIds_KeepsNoMoreOfThemThanCanBe()
    {
        var endless = new string('x', 100_000);
        var task = Assert.IsType<TaskFailed>(Assert.Single(NotificationReader.Read($$$"""
            {"messageType":"USER_TASK_FAILED","messageId":"m","timestamp":"2026-01-01T00:00:00Z","accountName":"{{{endless}}}","taskName":"T","rootTaskName":"{{{endless}}}","messages":[{"errorMessage":"{{{endless}}}","errorCode":"{{{endless}}}","queryId":"{{{endless}}}"}]}
            """)));
        Assert.InRange(task.Account.Length + task.RootTask.Length + task.Runs[0].ErrorCode!.Length + task.Runs[0].QueryId!.Length, 1, 2_500);

        var pipe = Assert.IsType<FilesRefused>(Assert.Single(NotificationReader.Read($$$"""
            {"messageType":"INGEST_FAILED_FILE","messageId":"m","timestamp":"2026-01-01T00:00:00Z","accountName":"{{{endless}}}","pipeName":"P","tableName":"{{{endless}}}","stageLocation":"{{{endless}}}","messages":[{"fileName":"f","firstError":"e"}]}
            """)));
        Assert.InRange(pipe.Account.Length + pipe.Table!.Length + pipe.StageLocation!.Length, 1, 4_000);
    }

    [Fact]
    public void Read_EnvelopesWithoutEnd_AreRefused()
    {
        var message = Examples.Task;
        for (var i = 0; i < 8; i++)
        {
            message = Examples.Envelope(message);
        }

        Assert.Throws<NotificationException>(() => NotificationReader.Read(message));
    }

    [Fact]
    public void Read_BrokenMessage_TheErrorHoldsNothingOfIt() =>
        Assert.DoesNotContain("hush", Assert.Throws<NotificationException>(() => NotificationReader.Read("{\"hush\" hush")).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Read_DamagedMessages_EndInTheTypedErrorOrAResult()
    {
        var random = new Random(20);
        string[] sound = [Examples.Task, Examples.Pipe, Examples.Graph, Examples.Envelope(Examples.Task), Examples.SnsEvent(Examples.Pipe), Examples.SqsEvent(Examples.Envelope(Examples.Graph))];
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder(sound[random.Next(sound.Length)]);
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(4))
                {
                    case 0:
                        text.Remove(at, Math.Min(text.Length - at - 1, random.Next(1, 40)));
                        break;
                    case 1:
                        text[at] = "{}[]\",:\\0null\ud800\u0000"[random.Next(15)];
                        break;
                    case 2:
                        text.Insert(at, text.ToString(0, Math.Min(200, text.Length)));
                        break;
                    default:
                        text.Length = Math.Max(1, at);
                        break;
                }
            }

            try
            {
                NotificationReader.Read(text.ToString());
            }
            catch (NotificationException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 5_000, 19_999);
    }
}
