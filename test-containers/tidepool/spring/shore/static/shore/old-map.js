window.oldMap = true;
