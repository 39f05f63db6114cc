create database corpus; use corpus;
create table d (id int primary key auto_increment, j json, g geometry srid 4326, b blob);
insert into d (j) values ('null'), ('true'), ('[]'), ('{}'), ('"é😀\\u0001"'), ('-0.0'), ('1e-5'), ('65536'), ('-32769'), ('18446744073709551615');
insert into d (j) values (json_array(cast('-1234567890.12345' as decimal(40,20)), cast('2024-02-29' as date), timestamp'2024-02-29 23:59:59.123456', cast('-838:59:59' as time), x'00FF10', b'1010', cast('2024' as year))),
  (json_object('a', json_object('b', json_array(1, json_array(2, json_object('c', repeat('x', 150))))), 'k1', 1, 'k10', 70000, '', null)), (json_array(json_object(), json_array(), repeat('y', 200))),
  (json_extract(json_array(st_geomfromtext('point(1 2)')), '$[0]'));
insert into d (j, g, b) values (json_array(1), st_geomfromtext('polygon((0 0, 0 1, 1 1, 0 0))', 4326), repeat(x'00', 300));
update d set j = json_set(j, '$.new', 1.5) where id in (4, 12);
update d set b = x'01' where id = 15;
set binlog_row_value_options = PARTIAL_JSON; set binlog_row_image = FULL;
update d set j = json_remove(j, '$.k1', '$.a.b[0]') where id = 12;
set binlog_transaction_compression = ON;
update d set j = json_set(j, '$.a.b[0][1].c', json_array(1, 2, 3)) where id = 12; delete from d where id < 14;
create table p (id int, c enum('a','b') character set utf16, s set('x','y','é'), v varchar(10) character set gbk invisible, w int generated always as (id + 1) stored) partition by hash (id) partitions 2;
insert into p (id, c, s, v) values (1, 'a', 'x,é', '漢'), (2, null, '', null); update p set id = id + 1; alter table p add column n decimal(65,30) default 1.5; insert into p (id) values (9);
