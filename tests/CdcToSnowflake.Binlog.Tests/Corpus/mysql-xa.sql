create database corpus; use corpus; create table x (id int primary key, v varchar(10));
xa start 'one','phase',7; insert into x values (1, 'a'); xa end 'one','phase',7; xa commit 'one','phase',7 one phase;
xa start x'00ff'; insert into x values (2, 'b'), (3, 'c'); update x set v = 'd' where id = 2; xa end x'00ff'; xa prepare x'00ff'; xa commit x'00ff';
xa start 'gone'; insert into x values (4, 'e'); xa end 'gone'; xa prepare 'gone'; xa rollback 'gone';
insert into x values (5, 'f');
