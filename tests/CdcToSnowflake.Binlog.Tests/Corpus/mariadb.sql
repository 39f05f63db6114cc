drop database if exists corpus; create database corpus; use corpus;
create or replace table a (id bigint unsigned primary key auto_increment, i8 tinyint, u8 tinyint unsigned, i24 mediumint, u24 mediumint unsigned, i int, u int unsigned, b bigint, d decimal(12,2), d2 decimal(65,30), f float, g double, bt bit(9), y year, t0 time, t6 time(6), t2 time(2), dt datetime(3), ts timestamp(6) null, da date, c char(10), v varchar(300) character set latin1, tx text, bin binary(4), vb varbinary(10), bl blob, e enum('x','yé'), s set("a","b","c") character set latin1, j json, ge geometry, uu uuid, ip inet6) default charset utf8mb4;
insert into a values (18446744073709551615,-128,255,-8388608,16777215,-2147483648,4294967295,-9223372036854775808,-1234.50,'12345678901234567890123456789012345.000000000000000000000000000001',1.1,1.1e300,b'101010101',2024,'-838:59:59','-00:00:00.000001','-00:00:00.01','2024-02-29 23:59:59.999','2024-02-29 23:59:59.999999','2024-02-29','héé','ÿ€','text😀',x'0102',x'00ff',x'de',2,5,'{"a":[1,2.5,"x\\ny",null,true,1e20,123456789012345],"b":{"c":0.1,"d":100.0}}',point(1,2),'123e4567-e89b-12d3-a456-426614174000','::1');
insert into a (id) values (1);
update a set i=5, t2='00:00:01.50' where id=1;
delete from a where id=1;
create table l (id int primary key, v varchar(20) character set sjis, w text character set utf16, j longtext);
begin; insert into l values (1, 'あ', 'é', repeat('x', 300)), (2, null, null, null); update l set id = id + 10; savepoint s; delete from l where id = 11; commit;
alter table l add column n int; insert into l values (3, 'b', 'c', 'd', 4); truncate table l; drop table l;
